namespace Shop.Webhooks.Messages;

/// <summary>What a message says of a refund.</summary>
internal sealed record RefundData(Guid RefundId, Guid PaymentId, Guid OrderId, Money Amount);
