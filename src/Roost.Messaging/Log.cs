using Microsoft.Extensions.Logging;

namespace Roost.Messaging;

internal static partial class Log
{
    [LoggerMessage(4010, LogLevel.Information, "Worker {Worker} works on {Queues}")]
    public static partial void Working(ILogger logger, Guid worker, string queues);

    [LoggerMessage(4011, LogLevel.Warning, "Worker {Worker} was taken for dead, and its jobs were given to others. What it has is cancelled; it goes on under another name")]
    public static partial void TakenForDead(ILogger logger, Guid worker);

    [LoggerMessage(4012, LogLevel.Debug, "The queues cannot be worked on for a while: {Cause}")]
    public static partial void Away(ILogger logger, string cause);

    [LoggerMessage(4013, LogLevel.Error, "The database refuses what the queues need; it is tried again")]
    public static partial void Refused(ILogger logger, Exception exception);

    [LoggerMessage(4014, LogLevel.Error, "The worker broke, and begins anew. This is a fault of Roost's: report it")]
    public static partial void Broken(ILogger logger, Exception exception);

    [LoggerMessage(4020, LogLevel.Warning, "Job {Job} ({Kind}) failed in attempt {Attempt} of {MaxAttempts}: {Cause}")]
    public static partial void AttemptFailed(ILogger logger, Exception? exception, Guid job, string kind, int attempt, int maxAttempts, string cause);

    [LoggerMessage(4021, LogLevel.Error, "Job {Job} ({Kind}) is a dead letter after attempt {Attempt}: {Cause}")]
    public static partial void DeadLetter(ILogger logger, Exception? exception, Guid job, string kind, int attempt, string cause);

    [LoggerMessage(4022, LogLevel.Warning, "Job {Job} ({Kind}) is not this worker's any more: another has it, or it is over. What this one has not committed is undone")]
    public static partial void LeaseLost(ILogger logger, Guid job, string kind);

    [LoggerMessage(4025, LogLevel.Warning, "What the handler of job {Job} ({Kind}) registered to be called when it is cancelled has failed")]
    public static partial void CancellingFailed(ILogger logger, Exception exception, Guid job, string kind);

    [LoggerMessage(4023, LogLevel.Warning, "{Count} jobs of workers that are dead were given to others, and {Dead} became dead letters")]
    public static partial void Rescued(ILogger logger, long count, long dead);

    [LoggerMessage(4024, LogLevel.Error, "Job {Job} ({Kind}) is a dead letter: {Cause}")]
    public static partial void DeadOfRescue(ILogger logger, Guid job, string kind, string cause);

    [LoggerMessage(4040, LogLevel.Warning, "A broadcast was not {What}: too many were on their way. Broadcasts are best effort; what must be heard is an integration event")]
    public static partial void BroadcastDropped(ILogger logger, string what);

    [LoggerMessage(4041, LogLevel.Warning, "A broadcast came that is none")]
    public static partial void BroadcastUnreadable(ILogger logger, Exception exception);

    [LoggerMessage(4042, LogLevel.Error, "The broadcast {Name} failed in this host, and is not repeated")]
    public static partial void BroadcastFailed(ILogger logger, Exception exception, string name);

    [LoggerMessage(4043, LogLevel.Warning, "Broadcasts do not get through to other hosts at this moment")]
    public static partial void BroadcastsAway(ILogger logger, Exception exception);

    [LoggerMessage(4060, LogLevel.Information, "Operator {Operator} looked at job {Job} ({Kind}) of tenant {Owner}, with its payload")]
    public static partial void Looked(ILogger logger, Guid? @operator, Guid job, string kind, Guid? owner);

    [LoggerMessage(4061, LogLevel.Information, "Operator {Operator} asked for {Action} of {Target}: {Outcome}")]
    public static partial void Steered(ILogger logger, Guid? @operator, string action, string target, string outcome);
}
