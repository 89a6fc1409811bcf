using Roost;

namespace Shop.Orders.Contracts;

/// <summary>What customers have ordered.</summary>
[Contract]
public interface IOrders
{
    /// <summary>Finds an order. Fails with <c>orders.not_found</c>.</summary>
    Task<Result<OrderSnapshot>> FindAsync(FindOrder request, CancellationToken cancellationToken);
}
