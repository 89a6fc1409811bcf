using Roost;
using Roost.Messaging.Sagas;

namespace Shop.Payments.Refunds;

/// <summary>
/// Sees to it that a refund which somebody has asked for comes to its end, whatever becomes of the request: its amount is reserved in the transaction that starts this.
/// The request asks the provider itself, because people wait for the answer; this takes over where it was cut off.
/// </summary>
[Saga("refund")]
internal sealed class Refunding(RefundService refunds, TimeProvider time) : Saga<RefundingState>, ISaga<Refunding>
{
    // Both may ask at once: it is the same refund to the provider.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static void Define(SagaDefinition<Refunding> saga) => saga
        .Step("make", s => s.MakeAsync, declare: step => step.MustSucceed().Pause(failed => failed == 1 ? Grace : TimeSpan.FromSeconds(Math.Pow(2, failed))));

    private Task<Result> MakeAsync(StepRun run, CancellationToken cancellationToken) =>
        refunds.SettleAsync(State.PaymentId, State.OperationId, time.GetUtcNow() - Grace, cancellationToken);
}
