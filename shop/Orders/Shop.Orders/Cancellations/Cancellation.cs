using Roost;
using Roost.Messaging.Broadcasts;
using Roost.Messaging.Events;
using Roost.Messaging.Sagas;
using Shop.Inventory.Contracts;
using Shop.Orders.Contracts;
using Shop.Orders.Following;
using Shop.Orders.Orders;
using Shop.Payments.Contracts;

namespace Shop.Orders.Cancellations;

/// <summary>Takes a confirmed order back: the money first, then the stock, then the order itself. There is no way back from that: each step is tried until it succeeds.</summary>
[Saga("cancellation")]
internal sealed class Cancellation(OrderRepository orders, IInventory inventory, IPayments payments, IEvents events, IBroadcasts broadcasts, TimeProvider time)
    : Saga<CancellationState>, ISaga<Cancellation>
{
    public static void Define(SagaDefinition<Cancellation> saga) => saga
        .Step("refund", s => s.RefundAsync, declare: step => step.MustSucceed())
        .Step("restock", s => s.RestockAsync, declare: step => step.MustSucceed())
        .Step("close", s => s.CloseAsync, declare: step => step.MustSucceed());

    private Task<Result> RefundAsync(StepRun run, CancellationToken cancellationToken) =>
        payments.RefundAsync(new RefundOrder(run.Key, State.OrderId, "The customer cancelled the order."), cancellationToken);

    private Task<Result> RestockAsync(StepRun run, CancellationToken cancellationToken) =>
        inventory.ReleaseAsync(new SettleReservation(State.ReservationId), cancellationToken);

    private async Task<Result> CloseAsync(StepRun run, CancellationToken cancellationToken)
    {
        var order = await orders.GetAsync(State.OrderId, cancellationToken);
        if (order.Status == OrderStatus.Cancelled)
        {
            return Result.Success;
        }

        var now = time.GetUtcNow();
        order.Cancel(now);
        events.Publish(new OrderCancelled(order.Id, order.CustomerId, order.Total, order.ConfirmedAt, now), key: $"{order.Id}");
        broadcasts.Send(new OrderChanged(order.Id));
        await orders.SaveAsync(cancellationToken);
        return Result.Success;
    }
}
