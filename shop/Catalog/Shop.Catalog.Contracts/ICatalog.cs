using Roost;

namespace Shop.Catalog.Contracts;

/// <summary>What the shop sells.</summary>
[Contract]
public interface ICatalog
{
    /// <summary>Finds products by id. Those that do not exist, or are no longer sold, are missing from the answer.</summary>
    Task<IReadOnlyList<ProductSnapshot>> FindAsync(FindProducts request, CancellationToken cancellationToken);
}
