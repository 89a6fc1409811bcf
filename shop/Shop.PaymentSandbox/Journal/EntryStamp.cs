namespace Shop.PaymentSandbox.Journal;

/// <summary>Where an entry stands and what caused it.</summary>
/// <param name="Sequence">1 for the first entry, and one more for each after it.</param>
/// <param name="At">When it was decided, in UTC.</param>
/// <param name="Key">The idempotency key of the call.</param>
/// <param name="Fingerprint">The fingerprint of the call.</param>
internal sealed record EntryStamp(long Sequence, DateTimeOffset At, string Key, string Fingerprint);
