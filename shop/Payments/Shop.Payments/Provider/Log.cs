using Microsoft.Extensions.Logging;

namespace Shop.Payments.Provider;

internal static partial class Log
{
    [LoggerMessage(5101, LogLevel.Warning, "Try {Try} under key {Key} ended without a use: {Kind}")]
    public static partial void TryEnded(ILogger logger, int @try, string key, AnswerKind kind);
}
