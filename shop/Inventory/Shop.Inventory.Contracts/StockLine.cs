using System.ComponentModel.DataAnnotations;

namespace Shop.Inventory.Contracts;

/// <summary>So many of a product.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Quantity">How many.</param>
public sealed record StockLine(Guid ProductId, [Range(1, 10_000)] int Quantity);
