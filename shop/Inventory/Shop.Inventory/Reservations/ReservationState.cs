namespace Shop.Inventory.Reservations;

internal enum ReservationState
{
    Held,
    Sold,
    Released,
}
