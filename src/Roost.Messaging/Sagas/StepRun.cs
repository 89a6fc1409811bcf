namespace Roost.Messaging.Sagas;

/// <summary>One attempt at a step, or at its undoing.</summary>
public sealed record StepRun
{
    /// <summary>The saga's instance.</summary>
    public required Guid SagaId { get; init; }

    /// <summary>What names the instance among those of its saga and tenant, as it was started.</summary>
    public required string SagaKey { get; init; }

    /// <summary>
    /// Names what the step does elsewhere: the same in each attempt, and no other step's. Its undoing has another. Give it to whomever the step calls as
    /// operation id or idempotency key.
    /// </summary>
    public required Guid Key { get; init; }

    /// <summary>The key of another step, or, in an undoing, of what is undone: what that step did elsewhere is known by it.</summary>
    public required Func<string, Guid> KeyOf { get; init; }

    /// <summary>Which attempt it is, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Why the saga is being undone: the code of the error, or the name of the exception. <see langword="null"/> while it goes forward.</summary>
    public string? Reason { get; init; }
}
