using Microsoft.Extensions.Logging;
using Shop.Payments.Provider;

namespace Shop.Payments.Holds;

internal static partial class Log
{
    [LoggerMessage(5202, LogLevel.Warning, "Whether payment {PaymentId} was captured is not known yet; the call ended {Kind}, and the look-up {LookUp}. Its operation id has to come again")]
    public static partial void CaptureUnknown(ILogger logger, Guid paymentId, AnswerKind kind, AnswerKind lookUp);

    [LoggerMessage(5203, LogLevel.Warning, "Payment {PaymentId} is being undone, and whether anything is held for it is not known yet; the look-up ended {Kind}. The undoing has to be asked for again")]
    public static partial void HoldUnknown(ILogger logger, Guid paymentId, AnswerKind kind);

    [LoggerMessage(5204, LogLevel.Warning, "Payment {PaymentId} is being undone, and whether the provider has let it go is not known yet; the call ended {Kind}. The undoing has to be asked for again")]
    public static partial void VoidUnknown(ILogger logger, Guid paymentId, AnswerKind kind);
}
