using Roost;

namespace Shop.Orders.Contracts;

/// <summary>
/// An order was cancelled, and nothing of it is left. Its key is the order's id. It says all that <see cref="OrderConfirmed"/> said, so that whoever
/// handles it first misses nothing.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerId">Who ordered.</param>
/// <param name="Total">What it came to.</param>
/// <param name="ConfirmedAt">When it had been confirmed; <see langword="null"/> if it never was.</param>
/// <param name="CancelledAt">When it was cancelled.</param>
[IntegrationEvent("orders.order-cancelled")]
public sealed record OrderCancelled(Guid OrderId, Guid CustomerId, Money Total, DateTimeOffset? ConfirmedAt, DateTimeOffset CancelledAt);
