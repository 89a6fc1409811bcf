using Roost;

namespace Shop.Orders.Contracts;

/// <summary>What customers have ordered.</summary>
[Contract]
public interface IOrders
{
    /// <summary>Finds an order. Fails with <c>orders.not_found</c>.</summary>
    Task<Result<OrderSnapshot>> FindAsync(FindOrder request, CancellationToken cancellationToken);

    /// <summary>Lists the orders that were confirmed in a range of time, cancelled ones too, by when they were confirmed and then by id.</summary>
    Task<IReadOnlyList<SaleSnapshot>> ListSalesAsync(ListSales request, CancellationToken cancellationToken);
}
