namespace Shop.Webhooks.Messages;

/// <summary>What a message says of an order.</summary>
internal sealed record OrderData(Guid OrderId, Guid CustomerId, Money Total);
