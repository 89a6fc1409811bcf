using Roost.Messaging.Jobs;

namespace Shop.Inventory.Expiries;

/// <summary>A job: release a shop's reservations whose time is over.</summary>
/// <param name="Minute">The minute, in UTC, in which it was to be done.</param>
internal sealed record ExpireReservations(DateTimeOffset Minute)
{
    public static JobOptions OneAtATime { get; } = new() { UniqueKey = "expire" };
}
