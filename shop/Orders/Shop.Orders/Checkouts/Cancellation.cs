using Roost;
using Shop.Inventory.Contracts;
using Shop.Orders.Orders;
using Shop.Payments.Contracts;

namespace Shop.Orders.Checkouts;

/// <summary>Takes a confirmed order back: the money first, then the stock, then the order itself. Each step may be repeated.</summary>
internal sealed class Cancellation(OrderRepository orders, IInventory inventory, IPayments payments)
{
    public async Task<Result<Order>> RunAsync(Order order, CancellationToken cancellationToken)
    {
        if (order.Status == OrderStatus.Cancelled)
        {
            return order;
        }

        if (order.Status != OrderStatus.Confirmed)
        {
            return OrderErrors.NotCancellable(order.Status);
        }

        var refunded = await payments.RefundAsync(new RefundOrder(order.Id, order.Id, "The customer cancelled the order."), cancellationToken);
        if (!refunded.IsSuccess)
        {
            return refunded.Error;
        }

        var released = await inventory.ReleaseAsync(new SettleReservation(order.Id), cancellationToken);
        if (!released.IsSuccess)
        {
            return released.Error;
        }

        order.Cancel();
        await orders.SaveAsync(cancellationToken);
        return order;
    }
}
