namespace Shop.PaymentSandbox.Charges;

/// <summary>A charge as it is at one moment. Amounts are minor units of the currency.</summary>
/// <param name="Id">The provider's own id.</param>
/// <param name="Status">Where the charge stands.</param>
/// <param name="Amount">What was asked for.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="AmountCaptured">What was taken, at most <paramref name="Amount"/>.</param>
/// <param name="AmountRefunded">What was given back, at most <paramref name="AmountCaptured"/>.</param>
/// <param name="DeclineCode">Why it was declined; absent otherwise.</param>
/// <param name="Reference">The caller's own name for it.</param>
/// <param name="CreatedAt">When it was decided, in UTC.</param>
internal sealed record Charge(
    string Id,
    ChargeStatus Status,
    long Amount,
    string Currency,
    long AmountCaptured,
    long AmountRefunded,
    string? DeclineCode,
    string Reference,
    DateTimeOffset CreatedAt);
