using Microsoft.Extensions.Logging;

namespace Roost.Startup;

internal static partial class Log
{
    [LoggerMessage(1201, LogLevel.Warning, "{WarmUp} failed; the first requests do its work themselves")]
    public static partial void WarmUpFailed(ILogger logger, Exception exception, string warmUp);

    [LoggerMessage(1202, LogLevel.Debug, "{WarmUp} was given up: {Code}")]
    public static partial void WarmUpGivenUp(ILogger logger, string warmUp, string code);
}
