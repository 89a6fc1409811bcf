using System.ComponentModel.DataAnnotations;

namespace Shop.Catalog.Contracts;

/// <summary>Asks for products.</summary>
/// <param name="Ids">Their ids.</param>
public sealed record FindProducts([MinLength(1), MaxLength(100)] IReadOnlyList<Guid> Ids);
