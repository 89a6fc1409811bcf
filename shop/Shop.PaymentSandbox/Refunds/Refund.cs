namespace Shop.PaymentSandbox.Refunds;

/// <summary>Money given back. The amount is in minor units of the currency.</summary>
internal sealed record Refund(
    string Id, string ChargeId, long Amount, string Currency, string? Reason, DateTimeOffset CreatedAt);
