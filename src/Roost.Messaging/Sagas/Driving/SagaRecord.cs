using Roost.Messaging.Workers;

namespace Roost.Messaging.Sagas.Driving;

/// <summary>What is written down when an attempt has ended.</summary>
internal sealed record SagaRecord
{
    public required int Revision { get; init; }

    public required SagaStatus Status { get; init; }

    public required SagaProgress Progress { get; init; }

    public required SagaFate Fate { get; init; }

    /// <summary>After which it is tried again, or has waited long enough.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>How long what comes next may take.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>What it remembers, if that has changed.</summary>
    public byte[]? State { get; init; }

    /// <summary>The signal that was used.</summary>
    public Guid? Used { get; init; }

    public string? WaitsFor { get; init; }

    /// <summary>Whether it turns if somebody wants it undone.</summary>
    public bool HeedsCancel { get; init; }

    /// <summary>How far it is then, if that is less far than it says.</summary>
    public SagaProgress? IfUnwanted { get; init; }

    public string? Error { get; init; }

    /// <summary>What people are told of the attempt; <see langword="null"/> if it went as it should.</summary>
    public SagaTrail? Trail { get; init; }

    /// <summary>Whether a crash of the database server may forget it: what merely goes forward is done again under its key.</summary>
    public bool IsLazy => this is { Status: SagaStatus.Forward, Fate: SagaFate.GoesOn or SagaFate.Stays, Trail: null };
}

/// <summary>What people are told of an attempt.</summary>
internal sealed record SagaTrail(string Step, bool IsUndo, int Attempt, string Outcome, string? Error);

/// <summary>The numbers of the tables.</summary>
internal enum SagaStatus : short
{
    Forward = 0,
    Backward = 1,
    Completed = 2,
    Undone = 3,
}

/// <summary>What becomes of an instance next.</summary>
internal enum SagaFate : short
{
    /// <summary>Here, at once.</summary>
    GoesOn = 0,

    /// <summary>Wherever there is room.</summary>
    HandedOn = 1,

    /// <summary>After a while.</summary>
    Again = 2,

    /// <summary>When a signal comes.</summary>
    Waits = 3,

    Over = 4,

    /// <summary>When somebody says so.</summary>
    Parked = 5,

    /// <summary>Here, where others of its steps are still running.</summary>
    Stays = 6,
}

/// <summary>What the database made of a record.</summary>
/// <param name="Became"><c>recorded</c>, <c>unwanted</c>, <c>signalled</c>, <c>handed on</c>; <c>lost</c> or <c>stale</c> if nothing was written.</param>
/// <param name="Signal">The signal that was there already.</param>
/// <param name="Wakes">The queue whose workers may go on with it.</param>
internal sealed record SagaAnswer(string Became, ArrivedSignal? Signal, string? Wakes)
{
    /// <summary>Says that it was written.</summary>
    /// <exception cref="LeaseLostException">The worker has the lease no more.</exception>
    /// <exception cref="InDoubtException">This worker has written something else, and was not told of it.</exception>
    public SagaAnswer Written() => Became switch
    {
        "lost" => throw new LeaseLostException(),
        "stale" => throw new InDoubtException(),
        _ => this,
    };
}
