using Microsoft.Extensions.Logging;

namespace Roost.Security.Idempotency;

internal static partial class Log
{
    [LoggerMessage(3101, LogLevel.Warning, "Expired idempotency keys could not be deleted: {Cause}")]
    public static partial void CleanupFailed(ILogger logger, string cause);
}
