using Roost;
using Roost.Messaging.Sagas;

namespace Shop.Payments.Refunds;

/// <summary>
/// Sees to it that a refund which somebody has asked for comes to its end, whatever becomes of the request: its amount is reserved in the transaction that starts this.
/// The request asks the provider itself, because people wait for the answer; this begins when that is over in any case, and takes over where it was cut off.
/// </summary>
[Saga("refund")]
internal sealed class Refunding(RefundService refunds) : Saga<RefundingState>, ISaga<Refunding>
{
    public static void Define(SagaDefinition<Refunding> saga) => saga
        .Step("make", s => s.MakeAsync, declare: step => step.MustSucceed());

    private Task<Result> MakeAsync(StepRun run, CancellationToken cancellationToken) =>
        refunds.SettleAsync(State.PaymentId, State.OperationId, cancellationToken);
}
