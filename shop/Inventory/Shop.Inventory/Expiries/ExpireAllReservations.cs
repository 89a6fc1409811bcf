namespace Shop.Inventory.Expiries;

/// <summary>A job that belongs to no shop: have every shop's reservations released whose time is over.</summary>
/// <param name="Minute">The minute, in UTC, in which it was to be done.</param>
internal sealed record ExpireAllReservations(DateTimeOffset Minute);
