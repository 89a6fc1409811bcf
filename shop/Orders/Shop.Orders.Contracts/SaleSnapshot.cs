namespace Shop.Orders.Contracts;

/// <summary>An order that was confirmed, as it is at this moment.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Total">What it came to.</param>
/// <param name="ConfirmedAt">When it was confirmed.</param>
/// <param name="CancelledAt">When it was cancelled, if it was.</param>
public sealed record SaleSnapshot(Guid OrderId, Money Total, DateTimeOffset ConfirmedAt, DateTimeOffset? CancelledAt);
