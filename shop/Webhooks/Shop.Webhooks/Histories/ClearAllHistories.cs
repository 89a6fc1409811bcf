namespace Shop.Webhooks.Histories;

/// <summary>A job that belongs to no shop: have every shop's history of deliveries cleared.</summary>
/// <param name="Day">The day, in UTC, on which it was to be done.</param>
internal sealed record ClearAllHistories(DateOnly Day);
