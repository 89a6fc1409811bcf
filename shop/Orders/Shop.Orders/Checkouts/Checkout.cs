using Roost;
using Roost.Messaging.Events;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Shop.Inventory.Contracts;
using Shop.Orders.Confirmations;
using Shop.Orders.Contracts;
using Shop.Orders.Orders;
using Shop.Payments.Contracts;

namespace Shop.Orders.Checkouts;

/// <summary>
/// Takes a pending order to its end: put the stock aside, take the money, sell the stock, confirm. What was done is undone when a later step
/// is refused. Every step has the same operation id each time, so whoever repeats the checkout of a pending order goes on where it was cut off.
/// </summary>
internal sealed class Checkout(OrderRepository orders, IInventory inventory, IPayments payments, IJobs jobs, IEvents events, Operation operation, TimeProvider time)
{
    // For what is still being written when the time of a request is over.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    /// <summary>The order's payment is not settled yet if the order is still pending afterwards.</summary>
    public async Task RunAsync(Order order, CancellationToken cancellationToken)
    {
        // Nobody cancels the order while this may be running; if somebody has just begun to, the version says so.
        order.BeginCheckout((operation.Context.Deadline ?? time.GetUtcNow()) + Margin);
        await SaveAsync(cancellationToken);

        var reserved = await inventory.ReserveAsync(new ReserveStock(StepIds.Reservation(order), [.. order.Lines.Select(line => new StockLine(line.ProductId, line.Quantity))]), cancellationToken);
        if (!reserved.IsSuccess)
        {
            // Settled: an earlier checkout was cut off while it was undoing itself, and may have got no further than the stock.
            await (reserved.Error.Code == "inventory.reservation_settled" ? RefundAsync(order, reserved.Error, cancellationToken) : RejectAsync(order, reserved.Error, cancellationToken));
            return;
        }

        var charged = await payments.ChargeAsync(new ChargePayment(StepIds.Charge(order), order.Id, order.Total, order.PaymentMethod), cancellationToken);
        if (!charged.IsSuccess)
        {
            await ReleaseAsync(order, charged.Error, cancellationToken);
            return;
        }

        var sold = await inventory.CommitAsync(new SettleReservation(StepIds.Reservation(order)), cancellationToken);
        if (!sold.IsSuccess)
        {
            await RefundAsync(order, sold.Error, cancellationToken);
            return;
        }

        var now = time.GetUtcNow();
        order.Confirm(charged.Value.PaymentId, now);
        jobs.Enqueue(new TellCustomer(order.Id));
        events.Publish(new OrderConfirmed(order.Id, order.CustomerId, order.Total, now), key: $"{order.Id}");
        await SaveAsync(cancellationToken);
    }

    private async Task ReleaseAsync(Order order, Error error, CancellationToken cancellationToken)
    {
        if (error.Code == "payments.unknown")
        {
            // The money may be gone; whoever asks again under the same key will learn it. The stock stays put aside until then.
            await PauseAsync(order, cancellationToken);
            return;
        }

        await FailAsync(order, error, cancellationToken);
        var released = await inventory.ReleaseAsync(new SettleReservation(StepIds.Reservation(order)), cancellationToken);
        await EndAsync(order, released, error, cancellationToken);
    }

    /// <summary>Gives back what was taken, if anything was.</summary>
    private async Task RefundAsync(Order order, Error error, CancellationToken cancellationToken)
    {
        await FailAsync(order, error, cancellationToken);
        var refunded = await payments.RefundAsync(new RefundOrder(StepIds.RefundOfUnsold(order), order.Id, "The stock could not be kept."), cancellationToken);
        await EndAsync(order, refunded, error, cancellationToken);
    }

    // An order is rejected when nothing of it is left; until then it stays pending, and a repetition goes on here.
    private Task EndAsync(Order order, Result undone, Error error, CancellationToken cancellationToken) =>
        undone.IsSuccess ? RejectAsync(order, error, cancellationToken) : PauseAsync(order, cancellationToken);

    private Task FailAsync(Order order, Error error, CancellationToken cancellationToken)
    {
        order.Fail(error.Code);
        return SaveAsync(cancellationToken);
    }

    private Task RejectAsync(Order order, Error error, CancellationToken cancellationToken)
    {
        order.Reject(error.Code);
        return SaveAsync(cancellationToken);
    }

    private Task PauseAsync(Order order, CancellationToken cancellationToken)
    {
        order.PauseCheckout();
        return SaveAsync(cancellationToken);
    }

    /// <summary>Commits at once: a later contract call must not find a transaction open.</summary>
    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        await orders.SaveAsync(cancellationToken);
        await operation.CommitAsync(cancellationToken);
    }
}
