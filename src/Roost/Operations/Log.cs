using Microsoft.Extensions.Logging;

namespace Roost.Operations;

internal static partial class Log
{
    [LoggerMessage(1301, LogLevel.Error, "What an operation's code registered with its cancellation token threw when the token was cancelled")]
    public static partial void CancellingFailed(ILogger logger, Exception exception);
}
