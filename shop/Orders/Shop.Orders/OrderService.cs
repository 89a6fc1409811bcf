using Roost;
using Shop.Orders.Contracts;
using Shop.Orders.Orders;

namespace Shop.Orders;

internal sealed class OrderService(OrderRepository orders) : IOrders
{
    public async Task<Result<OrderSnapshot>> FindAsync(FindOrder request, CancellationToken cancellationToken) =>
        await orders.FindAsync(request.Id, cancellationToken) is { } order
            ? new OrderSnapshot(order.Id, order.CustomerId, order.Status.ToString().ToLowerInvariant(), order.Total)
            : OrderErrors.NotFound;

    public async Task<IReadOnlyList<SaleSnapshot>> ListSalesAsync(ListSales request, CancellationToken cancellationToken) =>
        [.. (await orders.ListSalesAsync(request, cancellationToken)).Select(order => new SaleSnapshot(order.Id, order.Total, order.ConfirmedAt!.Value, order.CancelledAt))];
}
