using Microsoft.Extensions.Logging;

namespace Roost.Security.Idempotency;

internal static partial class Log
{
    [LoggerMessage(3101, LogLevel.Warning, "Expired idempotency keys could not be deleted: {Cause}")]
    public static partial void CleanupFailed(ILogger logger, string cause);

    [LoggerMessage(3102, LogLevel.Information, "The lease of operation {OperationId} could not be given back and has to run out: {Cause}")]
    public static partial void ReleaseFailed(ILogger logger, Guid operationId, string cause);

    [LoggerMessage(3103, LogLevel.Warning, "{Cause}")]
    public static partial void Superseded(ILogger logger, string cause);
}
