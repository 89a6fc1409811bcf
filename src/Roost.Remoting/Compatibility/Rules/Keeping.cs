using Roost.Messaging.Travel;

namespace Roost.Remoting.Compatibility.Rules;

/// <summary>Where what was written may wait to be read, so that older versions than the one before have written it. One thing may wait in several places.</summary>
[Flags]
internal enum Keeping
{
    /// <summary>A call or a broadcast is read at once, or by nobody.</summary>
    Passing = 0,

    /// <summary>A job may wait for a time that is far away, or be a dead letter until somebody deletes it.</summary>
    Waiting = 1,

    /// <summary>An event stays in the log, and is replayed from there.</summary>
    Logged = 2,

    /// <summary>A signal waits for a saga that comes to it.</summary>
    Signalled = 4,

    /// <summary>A saga goes on for as long as its steps take.</summary>
    Running = 8,

    /// <summary>An event of a stream is stored for good.</summary>
    Stored = 16,
}

/// <summary>Where messages are kept, and how people find out that none is left.</summary>
internal static class Keepings
{
    private static readonly (Keeping Place, string NoneIsLeft)[] Places =
    [
        (Keeping.Waiting, "no job is left that was added without it, for a later time or as a dead letter either: './roost jobs list' and './roost jobs dead'"),
        (Keeping.Logged, "no event is left that was published without it, neither in a subscription's job, which those show too, nor at the broker if there is one, in a queue or parked ('rabbitmqctl list_queues' counts both), nor in the log, which keeps them for 'Roost:Messaging:Keep', 7 days by default, for replays"),
        (Keeping.Signalled, "no signal is left that was sent without it and is still to be heard: 'See' in docs/sagas.md has the query"),
        (Keeping.Running, "no instance is left that began without it: 'Versions' in docs/sagas.md has the query"),
    ];

    public static Keeping Of(MessageKind kind) => kind switch
    {
        MessageKind.Broadcast => Keeping.Passing,
        MessageKind.Subscription or MessageKind.Job => Keeping.Waiting,
        // The log forgets it after days, a broker holds it until somebody takes it, and a subscription's job for as long as any other: in order, all behind a dead letter wait, too.
        MessageKind.Event => Keeping.Waiting | Keeping.Logged,
        MessageKind.SagaSignal => Keeping.Signalled,
        MessageKind.SagaState => Keeping.Running,
        MessageKind.StreamEvent => Keeping.Stored,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nobody knows for how long it is kept."),
    };

    /// <summary>Whether any of it is kept for good.</summary>
    public static bool IsForGood(this Keeping keeping) => keeping.HasFlag(Keeping.Stored);

    /// <summary>When nothing is left that an older version has written without a field, wherever it is kept.</summary>
    public static string NoneIsLeft(Keeping keeping) => keeping switch
    {
        Keeping.Passing => "the version before always writes it",
        _ when keeping.IsForGood() => throw new ArgumentOutOfRangeException(nameof(keeping), keeping, "It is never so."),
        _ => string.Join("; and ", Places.Where(place => keeping.HasFlag(place.Place)).Select(place => place.NoneIsLeft)),
    };
}
