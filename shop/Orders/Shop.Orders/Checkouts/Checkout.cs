using Roost;
using Roost.Operations;
using Shop.Inventory.Contracts;
using Shop.Notifications.Contracts;
using Shop.Orders.Orders;
using Shop.Payments.Contracts;

namespace Shop.Orders.Checkouts;

/// <summary>
/// Takes a pending order to its end: put the stock aside, take the money, sell the stock, confirm. What was done is undone when a later step
/// is refused. Every step has the order's id as its operation id, so whoever repeats the checkout of a pending order goes on where it was cut off.
/// </summary>
internal sealed class Checkout(
    OrderRepository orders, IInventory inventory, IPayments payments, INotifications notifications, Operation operation)
{
    /// <returns>The order's payment is not settled yet if the order is still pending.</returns>
    public async Task<Order> RunAsync(Order order, CancellationToken cancellationToken)
    {
        var reserved = await inventory.ReserveAsync(new ReserveStock(order.Id, [.. order.Lines.Select(line => new StockLine(line.ProductId, line.Quantity))]), cancellationToken);
        if (!reserved.IsSuccess)
        {
            return await RejectAsync(order, reserved.Error, cancellationToken);
        }

        var charged = await payments.ChargeAsync(new ChargePayment(order.Id, order.Id, order.Total, order.PaymentMethod), cancellationToken);
        if (!charged.IsSuccess)
        {
            return await UndoAsync(order, charged.Error, cancellationToken);
        }

        var sold = await inventory.CommitAsync(new SettleReservation(order.Id), cancellationToken);
        if (!sold.IsSuccess)
        {
            var refunded = await payments.RefundAsync(new RefundOrder(order.Id, order.Id, "The stock could not be kept."), cancellationToken);
            return refunded.IsSuccess ? await RejectAsync(order, sold.Error, cancellationToken) : order;
        }

        order.Confirm(charged.Value.PaymentId);
        await SaveAsync(cancellationToken);
        await notifications.OrderConfirmedAsync(new OrderConfirmed(order.Id, order.CustomerId, order.Id, order.Total), cancellationToken);
        return order;
    }

    private async Task<Order> UndoAsync(Order order, Error error, CancellationToken cancellationToken)
    {
        if (error.Code == "payments.unknown")
        {
            // The money may be gone; whoever asks again under the same key will learn it. The stock stays put aside until then.
            return order;
        }

        var released = await inventory.ReleaseAsync(new SettleReservation(order.Id), cancellationToken);
        // An order is rejected when nothing of it is left; until then it stays pending, and a repetition goes on here.
        return released.IsSuccess ? await RejectAsync(order, error, cancellationToken) : order;
    }

    private async Task<Order> RejectAsync(Order order, Error error, CancellationToken cancellationToken)
    {
        order.Reject(error.Code);
        await SaveAsync(cancellationToken);
        return order;
    }

    /// <summary>Commits at once: a later contract call must not find a transaction open.</summary>
    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        await orders.SaveAsync(cancellationToken);
        await operation.CommitAsync(cancellationToken);
    }
}
