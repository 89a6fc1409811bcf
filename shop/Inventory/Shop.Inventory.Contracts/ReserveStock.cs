using System.ComponentModel.DataAnnotations;

namespace Shop.Inventory.Contracts;

/// <summary>Asks for stock to be put aside.</summary>
/// <param name="OperationId">Names the reservation; the same id again changes nothing.</param>
/// <param name="Lines">What is to be put aside, each product once.</param>
public sealed record ReserveStock(Guid OperationId, [MinLength(1), MaxLength(100)] IReadOnlyList<StockLine> Lines);
