namespace Shop.Inventory.Contracts;

/// <summary>Asks for a reservation to be settled.</summary>
/// <param name="OperationId">The reservation's name.</param>
public sealed record SettleReservation(Guid OperationId);
