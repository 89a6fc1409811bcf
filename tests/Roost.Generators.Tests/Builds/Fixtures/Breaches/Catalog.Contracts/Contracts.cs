using Roost;

namespace Catalog;

public sealed record Product(Guid Id, string Name);

[Contract]
public interface ICatalog
{
    Task<Product?> FindAsync(Guid id, CancellationToken cancellationToken);
}

[Contract]
public interface IStock
{
    Task<int> CountAsync(Guid productId, CancellationToken cancellationToken);
}
