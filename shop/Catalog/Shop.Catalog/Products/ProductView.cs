using Shop.Catalog.Contracts;

namespace Shop.Catalog.Products;

/// <summary>A product with what its page shows.</summary>
internal sealed record ProductView(ProductSnapshot Product, string Description, DateTimeOffset CreatedAt, long Version);
