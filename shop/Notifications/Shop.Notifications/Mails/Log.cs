using Microsoft.Extensions.Logging;

namespace Shop.Notifications.Mails;

internal static partial class Log
{
    [LoggerMessage(5401, LogLevel.Error, "Mail {OperationId} could not be written to {Folder}")]
    public static partial void NotWritten(ILogger logger, Exception exception, Guid operationId, string folder);

    [LoggerMessage(5402, LogLevel.Warning, "Mail {OperationId} could not be sent by {Host}: {Status}, {Cause}")]
    public static partial void NotSent(ILogger logger, Guid operationId, string host, string status, string cause);

    [LoggerMessage(5403, LogLevel.Warning, "Mail {OperationId} was not sent, and stays claimed until {ClaimedUntil}, since the claim could not be given back")]
    public static partial void NotReleased(ILogger logger, Exception exception, Guid operationId, DateTimeOffset claimedUntil);
}
