namespace Roost.Security.Idempotency;

/// <summary>A request took longer than its lease, and a repetition has taken its place: what it wrote must not commit.</summary>
internal sealed class SupersededException(Guid operationId, int attempt) : Exception(
    $"Attempt {attempt} at operation {operationId} took longer than its lease, and a repetition under the same Idempotency-Key has taken its place. Nothing of it commits.");
