using Microsoft.Extensions.Logging;

namespace Roost.RabbitMQ;

internal static partial class Log
{
    [LoggerMessage(4401, LogLevel.Information, "Events of other databases are taken in from queue {Queue}")]
    public static partial void Receives(ILogger logger, string queue);

    [LoggerMessage(4402, LogLevel.Warning, "The channel on which queue {Queue} is read has been closed: {Why}")]
    public static partial void Closed(ILogger logger, string queue, string why);

    [LoggerMessage(4403, LogLevel.Warning, "The broker cannot be reached, and is tried again in {Seconds} s: {Why}")]
    public static partial void Away(ILogger logger, double seconds, string why);

    [LoggerMessage(4404, LogLevel.Error, "Events could not be taken in any more. It is tried again in {Seconds} s")]
    public static partial void ReceptionFailed(ILogger logger, Exception exception, double seconds);

    [LoggerMessage(4405, LogLevel.Warning, "Event {Event} {Id} could not be written into the database, and is tried again in {Seconds} s: {Why}")]
    public static partial void NotReceived(ILogger logger, string @event, Guid id, double seconds, string why);

    [LoggerMessage(4407, LogLevel.Warning, "Message {Id} ({Event}) is waited for, and those behind it wait too. {Why}")]
    public static partial void Waits(ILogger logger, string? id, string? @event, string why);

    [LoggerMessage(4408, LogLevel.Debug, "A channel that was given up could not be closed in order")]
    public static partial void NotClosed(ILogger logger, Exception exception);

    [LoggerMessage(4406, LogLevel.Error, "Message {Id} ({Event}) is put aside in queue {Queue}. {Why}")]
    public static partial void Parked(ILogger logger, string? id, string? @event, string queue, string why);
}
