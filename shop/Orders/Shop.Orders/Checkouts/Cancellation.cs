using Roost;
using Roost.Messaging.Events;
using Roost.Operations;
using Shop.Inventory.Contracts;
using Shop.Orders.Contracts;
using Shop.Orders.Orders;
using Shop.Payments.Contracts;

namespace Shop.Orders.Checkouts;

/// <summary>
/// Takes an order back: the money first, then the stock, then the order itself. Each step may be repeated. A pending order is closed to
/// every checkout before anything else, so that none charges or sells what is being given back.
/// </summary>
internal sealed class Cancellation(OrderRepository orders, IInventory inventory, IPayments payments, IEvents events, Operation operation, TimeProvider time)
{
    public async Task<Result<Order>> RunAsync(Order order, CancellationToken cancellationToken)
    {
        switch (order.Status)
        {
            case OrderStatus.Cancelled:
                return order;
            case OrderStatus.Rejected:
                return OrderErrors.NotCancellable(order.Status);
            case OrderStatus.Pending when order.CheckoutUntil > time.GetUtcNow():
                return OrderErrors.UnderWay;
            case OrderStatus.Pending:
                order.BeginCancellation();
                await orders.SaveAsync(cancellationToken);
                await operation.CommitAsync(cancellationToken);
                break;
        }

        var refunded = await payments.RefundAsync(new RefundOrder(StepIds.RefundOfCancelled(order), order.Id, "The customer cancelled the order."), cancellationToken);
        if (!refunded.IsSuccess)
        {
            return refunded.Error;
        }

        var released = await inventory.ReleaseAsync(new SettleReservation(StepIds.Reservation(order)), cancellationToken);
        // A checkout that died early has put nothing aside; one that came to its end has.
        if (!released.IsSuccess && !(order.Status == OrderStatus.Cancelling && released.Error.Code == "inventory.reservation_not_found"))
        {
            return released.Error;
        }

        var now = time.GetUtcNow();
        order.Cancel(now);
        events.Publish(new OrderCancelled(order.Id, order.CustomerId, order.Total, order.ConfirmedAt, now), key: $"{order.Id}");
        await orders.SaveAsync(cancellationToken);
        return order;
    }
}
