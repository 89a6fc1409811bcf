using System.ComponentModel.DataAnnotations;

namespace Shop.Payments.Contracts;

/// <summary>Asks for the refunds of orders.</summary>
/// <param name="OrderIds">The orders.</param>
public sealed record FindRefunds([MinLength(1), MaxLength(1000)] IReadOnlyList<Guid> OrderIds);
