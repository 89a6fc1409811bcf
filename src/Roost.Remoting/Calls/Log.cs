using Microsoft.Extensions.Logging;

namespace Roost.Remoting.Calls;

internal static partial class Log
{
    [LoggerMessage(4200, LogLevel.Warning, "Calls to {Call} have failed too often and are not made for {Duration}")]
    public static partial void Opened(ILogger logger, string call, TimeSpan duration);

    [LoggerMessage(4204, LogLevel.Debug, "One of those that {Call} calls has failed too often and is left alone for {Duration}")]
    public static partial void TargetOpened(ILogger logger, string call, TimeSpan duration);

    [LoggerMessage(4201, LogLevel.Information, "One call to {Call} is made to see whether it works again")]
    public static partial void HalfOpened(ILogger logger, string call);

    [LoggerMessage(4202, LogLevel.Information, "Calls to {Call} work again, and are made")]
    public static partial void Closed(ILogger logger, string call);

    [LoggerMessage(4203, LogLevel.Debug, "Attempt {Attempt} at a call to {Call} was of no use; the next comes after {Delay}")]
    public static partial void Repeated(ILogger logger, string call, int attempt, TimeSpan delay);
}
