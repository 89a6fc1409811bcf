using Shop.Catalog.Contracts;
using Shop.Catalog.Products;

namespace Shop.Catalog;

internal sealed class CatalogService(ProductReader products) : ICatalog
{
    public Task<IReadOnlyList<ProductSnapshot>> FindAsync(FindProducts request, CancellationToken cancellationToken) =>
        products.SnapshotsAsync(request.Ids, cancellationToken);
}
