using Microsoft.Extensions.Logging;

namespace Roost.EntityFramework.Migrations;

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Information, "Migrating {Module}: {Migrations}")]
    public static partial void Applying(ILogger logger, string module, string migrations);
}
