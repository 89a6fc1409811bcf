namespace Shop.Inventory.Reservations;

internal sealed class Reservation
{
    /// <summary>The operation id that the caller gave: what makes a repetition harmless.</summary>
    public required Guid Id { get; init; }

    public required ReservationState State { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when the stock is kept for a sale. Says nothing of what is not held.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public required List<ReservationLine> Lines { get; init; }
}
