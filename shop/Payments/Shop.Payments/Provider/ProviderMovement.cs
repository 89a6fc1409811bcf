namespace Shop.Payments.Provider;

/// <summary>A line of the provider's statement.</summary>
/// <param name="Key">The key of the call that caused it.</param>
/// <param name="Type">What happened: <c>charge</c>, <c>authorization</c>, <c>capture</c>, <c>refund</c> or <c>void</c>.</param>
/// <param name="ChargeId">The provider's id of the charge that it happened to.</param>
/// <param name="Reference">What the charge was made under.</param>
/// <param name="Amount">In minor units.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="At">When, by the provider's clock.</param>
internal sealed record ProviderMovement(string Key, string Type, string ChargeId, string Reference, long Amount, string Currency, DateTimeOffset At);
