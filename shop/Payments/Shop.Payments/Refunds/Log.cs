using Microsoft.Extensions.Logging;
using Shop.Payments.Provider;

namespace Shop.Payments.Refunds;

internal static partial class Log
{
    [LoggerMessage(5301, LogLevel.Warning, "What became of refund {RefundId} is not known yet; it ended {Kind}, and the look-up {LookUp}. It is asked for again under its key")]
    public static partial void OutcomeUnknown(ILogger logger, Guid refundId, AnswerKind kind, AnswerKind lookUp);
}
