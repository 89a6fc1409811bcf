using Microsoft.Extensions.Logging;

namespace Roost.Messaging.Schedules;

internal static partial class Log
{
    [LoggerMessage(4030, LogLevel.Debug, "Schedule {Schedule} fired for {FireTime:O}: job {Job}")]
    public static partial void Fired(ILogger logger, string schedule, DateTimeOffset fireTime, Guid job);

    [LoggerMessage(4031, LogLevel.Error, "Schedule {Schedule} did not fire for {FireTime:O}, because its job could not be made; it is tried again")]
    public static partial void NoJob(ILogger logger, Exception exception, string schedule, DateTimeOffset fireTime);

    [LoggerMessage(4032, LogLevel.Warning, "Schedule {Schedule} fired for {FireTime:O} at {Now:O}: it was missed")]
    public static partial void CaughtUp(ILogger logger, string schedule, DateTimeOffset fireTime, DateTimeOffset now);

    [LoggerMessage(4033, LogLevel.Error, "The scheduler broke, and begins anew. This is a fault of Roost's: report it")]
    public static partial void Broken(ILogger logger, Exception exception);
}
