namespace Roost.Security.Idempotency;

/// <summary>Says on an endpoint that its requests carry an <c>Idempotency-Key</c>.</summary>
/// <param name="Keep">How long an answer is kept.</param>
public sealed record IdempotencyMetadata(TimeSpan Keep);
