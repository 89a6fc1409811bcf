using Shop.Catalog.Contracts;

namespace Shop.Tests.Inventory;

/// <summary>A catalogue that sells one thing.</summary>
internal sealed class OneProduct(Guid id) : ICatalog
{
    public Task<IReadOnlyList<ProductSnapshot>> FindAsync(FindProducts request, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ProductSnapshot>>([.. request.Ids.Where(wanted => wanted == id).Select(_ => new ProductSnapshot(id, "SKU", "Thing", new(100, "EUR")))]);
}
