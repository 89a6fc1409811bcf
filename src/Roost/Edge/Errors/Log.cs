using Microsoft.Extensions.Logging;

namespace Roost.Edge.Errors;

internal static partial class Log
{
    [LoggerMessage(1101, LogLevel.Error, "{Method} {Route} failed unexpectedly")]
    public static partial void Unexpected(ILogger logger, Exception exception, string method, string route);

    [LoggerMessage(1102, LogLevel.Warning, "{Method} {Route} could not be served: {Code}, {Cause}")]
    public static partial void Unserved(ILogger logger, string code, string cause, string method, string route);
}
