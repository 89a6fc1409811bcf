namespace Shop.PaymentSandbox.Journal;

internal static partial class Log
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "Replayed {Entries} journal entries from {Folder}")]
    public static partial void Replayed(ILogger logger, long entries, string folder);

    [LoggerMessage(EventId = 101, Level = LogLevel.Warning, Message = "Cut {Bytes} bytes of a torn line off the end of {Path} (line {Line}): the last run ended while writing it, before it was acknowledged")]
    public static partial void TornLineCut(ILogger logger, int bytes, string path, long line);

    [LoggerMessage(EventId = 102, Level = LogLevel.Critical, Message = "The journal can't be written. Stopping; start again once the disk is in order, and what is on disk will be replayed")]
    public static partial void Broken(ILogger logger, Exception exception);
}
