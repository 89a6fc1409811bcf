namespace Shop.Orders.Confirmations;

/// <summary>A job: tell the customer that the order is confirmed. Asked for in the transaction that confirms it.</summary>
/// <param name="OrderId">The order.</param>
internal sealed record TellCustomer(Guid OrderId);
