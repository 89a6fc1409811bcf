using Roost;
using Roost.Messaging.Broadcasts;
using Roost.Messaging.Sagas;
using Shop.Orders.Checkouts;
using Shop.Orders.Following;
using Shop.Orders.Orders;

namespace Shop.Orders.Cancellations;

/// <summary>
/// Takes a customer's word that an order is not wanted. The order is closed to its checkout, or its cancellation begins, in one transaction; whichever of a confirmation and a
/// cancellation writes the order first goes ahead: a confirmation that comes second is refused, and a cancellation is told that the order has changed.
/// </summary>
internal sealed class CancellationDesk(OrderRepository orders, ISagas sagas, IBroadcasts broadcasts)
{
    public async Task<Result<Order>> CancelAsync(Order order, CancellationToken cancellationToken)
    {
        switch (order.Status)
        {
            case OrderStatus.Rejected:
                return OrderErrors.NotCancellable(order.Status);
            case OrderStatus.Cancelling or OrderStatus.Cancelled:
                return order;
            case OrderStatus.Pending when order.HasCheckout:
                sagas.Cancel<CheckoutState>($"{order.Id}");
                break;
            default:
                // One that is pending and has no checkout is from before there were any: its payment is found by the order.
                sagas.Start($"{order.Id}", new CancellationState(order.Id, order.ReservationId ?? StepIds.FormerReservation(order)));
                break;
        }

        order.BeginCancellation();
        broadcasts.Send(new OrderChanged(order.Id));
        await orders.SaveAsync(cancellationToken);
        return order;
    }
}
