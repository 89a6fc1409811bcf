namespace Shop.Orders.Following;

/// <summary>A broadcast: an order has got further. Whoever follows it looks.</summary>
/// <param name="OrderId">The order.</param>
internal sealed record OrderChanged(Guid OrderId);
