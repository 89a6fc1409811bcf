using Microsoft.Extensions.Logging;

namespace Shop.Payments.Reconciliation;

internal static partial class Log
{
    [LoggerMessage(5211, LogLevel.Warning, "Between {From} and {To} the ledger and the payment provider's statement differ in {Count} movements that were not known to differ: {Kind}. GET /v1/ledger/differences shows them")]
    public static partial void Differs(ILogger logger, int count, DifferenceKind kind, DateTimeOffset from, DateTimeOffset to);
}
