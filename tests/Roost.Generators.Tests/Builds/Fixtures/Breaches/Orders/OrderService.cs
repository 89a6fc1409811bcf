using Catalog;

namespace Orders;

// ROOST1002: it is public.
public sealed record Order(Guid Id, DateTime PlacedAt);

// ROOST1003: the module declares the use of ICatalog, not of IStock.
internal sealed class OrderService(ICatalog catalog, IStock stock)
{
    public async Task<Order?> PlaceAsync(Guid productId, CancellationToken cancellationToken)
    {
        var product = await catalog.FindAsync(productId, cancellationToken);
        var count = await stock.CountAsync(productId, cancellationToken);

        // ROOST1201: no test can set this clock.
        return product is null || count == 0 ? null : new Order(Guid.CreateVersion7(), DateTime.Now);
    }
}
