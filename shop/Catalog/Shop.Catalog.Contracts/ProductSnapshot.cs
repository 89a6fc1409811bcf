namespace Shop.Catalog.Contracts;

/// <summary>A product as it is at this moment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sku">The merchant's own number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Price">What one costs.</param>
public sealed record ProductSnapshot(Guid Id, string Sku, string Name, Money Price);
