namespace Roost.Security.Idempotency;

/// <summary>What is known of a key at the moment at which a request enters.</summary>
/// <param name="State">How the request may go on.</param>
/// <param name="OperationId">Names the work: the same for each repetition for as long as the key is kept, another one after that.</param>
/// <param name="Attempt">Which attempt at the work has the lease, from 1. Only that one may commit.</param>
/// <param name="Answer">What was answered; <see langword="null"/> unless something was.</param>
internal sealed record IdempotencyEntry(IdempotencyState State, Guid OperationId, int Attempt, RecordedAnswer? Answer);
