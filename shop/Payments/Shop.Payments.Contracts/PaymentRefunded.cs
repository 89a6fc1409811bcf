using Roost;

namespace Shop.Payments.Contracts;

/// <summary>
/// A payment, or a part of it, was given back, once the provider has confirmed it. Its key is the payment's id; two refunds of one payment may come in
/// either order.
/// </summary>
/// <param name="RefundId">The refund.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="OrderId">The order that was paid for.</param>
/// <param name="Amount">How much was given back.</param>
/// <param name="RefundedAt">When the provider's answer was recorded.</param>
[IntegrationEvent("payments.payment-refunded")]
public sealed record PaymentRefunded(Guid RefundId, Guid PaymentId, Guid OrderId, Money Amount, DateTimeOffset RefundedAt);
