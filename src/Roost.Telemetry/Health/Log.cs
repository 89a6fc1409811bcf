using Microsoft.Extensions.Logging;

namespace Roost.Telemetry.Health;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Warning, "{Dependency} is away, and the host not ready until it is back: {Cause}")]
    public static partial void Away(ILogger logger, string dependency, string? cause);

    [LoggerMessage(3002, LogLevel.Information, "{Dependency} is back")]
    public static partial void Back(ILogger logger, string dependency);

    [LoggerMessage(3003, LogLevel.Warning, "{Dependency}: {Cause}")]
    public static partial void Unwell(ILogger logger, string dependency, string? cause);
}
