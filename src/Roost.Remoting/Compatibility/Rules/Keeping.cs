using Roost.Messaging.Travel;

namespace Roost.Remoting.Compatibility.Rules;

/// <summary>How long what was written may wait to be read; in this order. The longer, the older the versions are that have written it.</summary>
internal enum Keeping
{
    /// <summary>A call or a broadcast is read at once, or by nobody.</summary>
    Passing,

    /// <summary>A job may wait for a time that is far away, or be a dead letter.</summary>
    Waiting,

    /// <summary>An event stays in the log, and is replayed from there.</summary>
    Logged,

    /// <summary>A saga goes on for as long as its steps take, and waits for signals.</summary>
    Running,

    /// <summary>An event of a stream is stored for good.</summary>
    Stored,
}

/// <summary>How long messages are kept, and how people find out that none is left.</summary>
internal static class Keepings
{
    public static Keeping Of(MessageKind kind) => kind switch
    {
        MessageKind.Broadcast => Keeping.Passing,
        MessageKind.Subscription or MessageKind.Job => Keeping.Waiting,
        MessageKind.Event => Keeping.Logged,
        MessageKind.SagaState or MessageKind.SagaSignal => Keeping.Running,
        MessageKind.StreamEvent => Keeping.Stored,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nobody knows for how long it is kept."),
    };

    /// <summary>When nothing is left that an older version has written without a field.</summary>
    public static string NoneIsLeft(Keeping keeping) => keeping switch
    {
        Keeping.Passing => "the version before always writes it",
        Keeping.Waiting => "no job is left that was added without it, for a later time or as a dead letter either: './roost jobs list' and './roost jobs dead'",
        Keeping.Logged => "no event is left that was published without it: the log keeps them for 'Roost:Messaging:Keep', 7 days by default, for replays",
        Keeping.Running => "no instance is left that began without it: 'Versions' in docs/sagas.md has the query",
        _ => throw new ArgumentOutOfRangeException(nameof(keeping), keeping, "It is never so."),
    };
}
