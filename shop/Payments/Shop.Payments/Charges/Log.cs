using Microsoft.Extensions.Logging;
using Shop.Payments.Provider;

namespace Shop.Payments.Charges;

internal static partial class Log
{
    [LoggerMessage(5201, LogLevel.Warning, "What became of payment {PaymentId} is not known yet; the look-up ended {Kind}. Its operation id has to come again")]
    public static partial void OutcomeUnknown(ILogger logger, Guid paymentId, AnswerKind kind);
}
