namespace Shop.PaymentSandbox.Statements;

/// <summary>One line of the statement. The amount is in minor units of the currency and never negative: the type says which way it went.</summary>
/// <param name="Sequence">Rises from line to line, with gaps where nothing moved (declined charges).</param>
/// <param name="Type">What happened.</param>
/// <param name="ChargeId">The charge it happened to.</param>
/// <param name="RefundId">The refund; absent for other types.</param>
/// <param name="Reference">The caller's name for the charge.</param>
/// <param name="Amount">How much.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="IdempotencyKey">The key of the call that caused it.</param>
internal sealed record Movement(
    long Sequence,
    MovementType Type,
    string ChargeId,
    string? RefundId,
    string Reference,
    long Amount,
    string Currency,
    DateTimeOffset At,
    string IdempotencyKey);
