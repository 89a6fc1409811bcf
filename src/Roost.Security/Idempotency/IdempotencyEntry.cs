namespace Roost.Security.Idempotency;

/// <summary>What is known of a key.</summary>
/// <param name="Fingerprint">Of the request that used it first; <see langword="null"/> if none has.</param>
/// <param name="Answer">What was answered; <see langword="null"/> if that request was cut off, and then it goes on now.</param>
internal sealed record IdempotencyEntry(byte[]? Fingerprint, RecordedAnswer? Answer);
