using Microsoft.Extensions.Logging;

namespace Roost.Locks;

internal static partial class Log
{
    [LoggerMessage(1501, LogLevel.Warning, "Lock {Lock} is lost: its lease ended before it could be renewed, and somebody else may hold it now. It had token {Token}")]
    public static partial void Lost(ILogger logger, string @lock, long token);

    [LoggerMessage(1502, LogLevel.Warning, "The lease of lock {Lock} could not be renewed. It is tried again until the lease is over")]
    public static partial void NotKept(ILogger logger, Exception exception, string @lock);

    [LoggerMessage(1503, LogLevel.Warning, "Lock {Lock} could not be released. It is free when its lease is over")]
    public static partial void NotReleased(ILogger logger, Exception exception, string @lock);

    [LoggerMessage(1504, LogLevel.Error, "What was registered with the token of lock {Lock} threw when the lock was lost")]
    public static partial void LosingFailed(ILogger logger, Exception exception, string @lock);
}
