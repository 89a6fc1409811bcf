namespace Shop.Payments.Provider;

/// <summary>A capture to be made of what is held.</summary>
/// <param name="Key">Names it: under one key one capture is made.</param>
/// <param name="ChargeId">The provider's id of the charge.</param>
/// <param name="Amount">In minor units of the charge's currency; the rest is let go.</param>
internal sealed record CaptureOrder(string Key, string ChargeId, long Amount);
