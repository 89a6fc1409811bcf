using Microsoft.Extensions.Logging;

namespace Roost.Postgres.Startup;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "PostgreSQL cannot be reached yet: {Cause}. The host starts without it, and says so at /readyz until it answers")]
    public static partial void Unreachable(ILogger logger, string cause);
}
