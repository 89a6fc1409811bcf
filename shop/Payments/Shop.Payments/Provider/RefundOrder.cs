namespace Shop.Payments.Provider;

/// <summary>A refund to be made.</summary>
/// <param name="Key">Names it: under one key one refund is made.</param>
/// <param name="ChargeId">The provider's id of the charge.</param>
/// <param name="Amount">In minor units of the charge's currency.</param>
internal sealed record RefundOrder(string Key, string ChargeId, long Amount);
