using Roost.EntityFramework.Conventions;

namespace Shop.Catalog.Products;

internal sealed class Product : IVersioned
{
    public required Guid Id { get; init; }

    public required string Sku { get; init; }

    public required string Name { get; set; }

    public required string Description { get; set; }

    public required Money Price { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; set; }

    public long Version { get; private set; }
}
