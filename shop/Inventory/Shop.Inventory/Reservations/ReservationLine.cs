namespace Shop.Inventory.Reservations;

internal sealed class ReservationLine
{
    public Guid ReservationId { get; init; }

    public required Guid ProductId { get; init; }

    public required int Quantity { get; init; }
}
