namespace Shop.Inventory.Reservations;

/// <summary>A reservation as it stands.</summary>
/// <param name="State">What became of it.</param>
/// <param name="ExpiresAt">Until when it is kept, if it is held.</param>
internal sealed record KnownReservation(ReservationState State, DateTimeOffset ExpiresAt)
{
    /// <summary>Whether stock is put aside for it at a moment.</summary>
    public bool IsHeld(DateTimeOffset now) => State == ReservationState.Held && ExpiresAt > now;
}
