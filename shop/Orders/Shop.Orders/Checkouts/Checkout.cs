using Roost;
using Roost.Messaging.Broadcasts;
using Roost.Messaging.Events;
using Roost.Messaging.Jobs;
using Roost.Messaging.Sagas;
using Shop.Inventory.Contracts;
using Shop.Orders.Confirmations;
using Shop.Orders.Contracts;
using Shop.Orders.Following;
using Shop.Orders.Orders;
using Shop.Payments.Contracts;

namespace Shop.Orders.Checkouts;

/// <summary>
/// Takes a pending order to its end: put the stock aside, have the money held, sell the stock, confirm, take the money. The money is taken last, when nothing can be refused
/// any more; what was done before is undone if a step is refused, or somebody cancels the order.
/// </summary>
[Saga("checkout")]
internal sealed class Checkout(OrderRepository orders, IInventory inventory, IPayments payments, IJobs jobs, IEvents events, IBroadcasts broadcasts, TimeProvider time)
    : Saga<CheckoutState>, ISaga<Checkout>
{
    public static void Define(SagaDefinition<Checkout> saga) => saga
        .Step("reserve", s => s.ReserveAsync, undo: s => s.ReleaseAsync)
        // Over before the reservation is: 2^8 seconds of pauses, and eight attempts.
        .Step("authorize", s => s.AuthorizeAsync, undo: s => s.VoidAsync, step => step.Attempts(8))
        .Step("sell", s => s.SellAsync)
        .Step("confirm", s => s.ConfirmAsync, undo: s => s.TakeBackAsync)
        .Step("capture", s => s.CaptureAsync, declare: step => step.MustSucceed())
        .WhenUndone(s => s.CloseAsync);

    private Task<Result> ReserveAsync(StepRun run, CancellationToken cancellationToken) =>
        inventory.ReserveAsync(new ReserveStock(run.Key, State.Lines), cancellationToken);

    // Of what was sold as well.
    private Task<Result> ReleaseAsync(StepRun run, CancellationToken cancellationToken) =>
        inventory.ReleaseAsync(new SettleReservation(run.KeyOf("reserve")), cancellationToken);

    private async Task<Result> AuthorizeAsync(StepRun run, CancellationToken cancellationToken)
    {
        var authorized = await payments.AuthorizeAsync(new AuthorizePayment(run.Key, State.OrderId, State.Total, State.PaymentMethod), cancellationToken);
        if (!authorized.IsSuccess)
        {
            return authorized.Error;
        }

        State.PaymentId = authorized.Value.PaymentId;
        return Result.Success;
    }

    private Task<Result> VoidAsync(StepRun run, CancellationToken cancellationToken) =>
        payments.VoidAsync(new VoidPayment(run.Key, run.KeyOf("authorize"), State.OrderId), cancellationToken);

    private Task<Result> SellAsync(StepRun run, CancellationToken cancellationToken) =>
        inventory.CommitAsync(new SettleReservation(run.KeyOf("reserve")), cancellationToken);

    private async Task<Result> ConfirmAsync(StepRun run, CancellationToken cancellationToken)
    {
        var order = await orders.GetAsync(State.OrderId, cancellationToken);
        if (order.Status != OrderStatus.Pending)
        {
            return OrderErrors.NotWanted;
        }

        var now = time.GetUtcNow();
        order.Confirm(State.PaymentId!.Value, run.KeyOf("reserve"), now);
        jobs.Enqueue(new TellCustomer(order.Id));
        events.Publish(new OrderConfirmed(order.Id, order.CustomerId, order.Total, now), key: $"{order.Id}");
        broadcasts.Send(new OrderChanged(order.Id));
        await orders.SaveAsync(cancellationToken);
        return Result.Success;
    }

    // An operator may cancel at the moment at which the order is confirmed.
    private async Task<Result> TakeBackAsync(StepRun run, CancellationToken cancellationToken)
    {
        var order = await orders.GetAsync(State.OrderId, cancellationToken);
        if (order.Status == OrderStatus.Confirmed)
        {
            order.BeginCancellation();
            await orders.SaveAsync(cancellationToken);
        }

        return Result.Success;
    }

    private async Task<Result> CaptureAsync(StepRun run, CancellationToken cancellationToken)
    {
        if (State.Total.Amount == 0)
        {
            return Result.Success;
        }

        var captured = await payments.CaptureAsync(new CapturePayment(run.Key, State.PaymentId!.Value), cancellationToken);
        if (captured.IsSuccess || captured.Error.Code != "payments.voided")
        {
            return captured.IsSuccess ? Result.Success : captured.Error;
        }

        // Whoever cancels a confirmed order may be quicker than its capture, and lets go what is held.
        var order = await orders.GetAsync(State.OrderId, cancellationToken);
        return order.Status is OrderStatus.Cancelling or OrderStatus.Cancelled ? Result.Success : captured.Error;
    }

    private async Task<Result> CloseAsync(StepRun run, CancellationToken cancellationToken)
    {
        var order = await orders.GetAsync(State.OrderId, cancellationToken);
        if (order.Status == OrderStatus.Pending && run.Reason != "cancelled")
        {
            // Without a dot it is an exception's name, which tells the customer nothing.
            order.Reject(run.Reason is { } reason && reason.Contains('.') ? reason : "orders.failed");
        }
        else if (order.Status is OrderStatus.Pending or OrderStatus.Cancelling)
        {
            var now = time.GetUtcNow();
            order.Cancel(now);
            events.Publish(new OrderCancelled(order.Id, order.CustomerId, order.Total, order.ConfirmedAt, now), key: $"{order.Id}");
        }

        broadcasts.Send(new OrderChanged(order.Id));
        await orders.SaveAsync(cancellationToken);
        return Result.Success;
    }
}
