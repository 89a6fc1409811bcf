namespace Shop.Reports.Rebuilds;

/// <summary>A job that belongs to no shop: have every shop's last days rebuilt.</summary>
/// <param name="Day">The day, in UTC, on which it was to be done.</param>
internal sealed record RebuildAllShops(DateOnly Day);
