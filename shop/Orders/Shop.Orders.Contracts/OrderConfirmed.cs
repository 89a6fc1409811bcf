using Roost;

namespace Shop.Orders.Contracts;

/// <summary>An order is paid, and its stock sold. Its key is the order's id.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerId">Who ordered.</param>
/// <param name="Total">What it comes to.</param>
/// <param name="ConfirmedAt">When it was confirmed.</param>
[IntegrationEvent("orders.order-confirmed")]
public sealed record OrderConfirmed(Guid OrderId, Guid CustomerId, Money Total, DateTimeOffset ConfirmedAt);
