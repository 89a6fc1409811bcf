using Roost.Messaging.Broadcasts;

namespace Shop.Orders.Following;

/// <summary>Wakes those who follow an order on this host.</summary>
internal sealed class OrderChangedHandler(OrderWatch watch) : IBroadcastHandler<OrderChanged>
{
    public Task HandleAsync(OrderChanged broadcast, CancellationToken cancellationToken)
    {
        watch.Wake(broadcast.OrderId);
        return Task.CompletedTask;
    }
}
