namespace Shop.Webhooks.Messages;

/// <summary>The types of messages that an endpoint may ask for.</summary>
internal static class WebhookTypes
{
    public const string OrderConfirmed = "order.confirmed";

    public const string OrderCancelled = "order.cancelled";

    public const string PaymentRefunded = "payment.refunded";

    /// <summary>What is sent on demand, whatever an endpoint asks for.</summary>
    public const string Test = "webhook.test";

    public static IReadOnlyList<string> All { get; } = [OrderConfirmed, OrderCancelled, PaymentRefunded];
}
