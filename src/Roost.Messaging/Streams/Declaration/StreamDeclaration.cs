using Roost.Messaging.Declaration;

namespace Roost.Messaging.Streams.Declaration;

/// <summary>What a module says of one kind of stream.</summary>
/// <typeparam name="TState">What its events add up to.</typeparam>
public sealed class StreamDeclaration<TState>
    where TState : class, new()
{
    internal List<EventOfStream<TState>> Events { get; } = [];

    internal List<Upcast> OldEvents { get; } = [];

    internal int? SnapshotEvery { get; private set; }

    internal int SnapshotRevision { get; private set; }

    /// <summary>Declares an event.</summary>
    /// <typeparam name="TEvent">A record that travels as JSON.</typeparam>
    /// <param name="name">Under which it is stored, in lower-case letters, digits and hyphens. It stays, whatever becomes of the type's name.</param>
    /// <param name="apply">What it makes of the state. A function of its arguments alone: it runs whenever a stream is loaded.</param>
    public StreamDeclaration<TState> Event<TEvent>(string name, Func<TState, TEvent, TState> apply)
        where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(apply);
        Events.Add(new(JobDeclaration.CheckName(name), typeof(TEvent), (state, happened) => apply(state, (TEvent)happened)));
        return this;
    }

    /// <summary>Says what an event that is not appended any more, and stays as it was stored, is today.</summary>
    /// <typeparam name="TOld">The type that it had.</typeparam>
    /// <typeparam name="TNew">The type that took its place: an event of the stream, or one that is itself brought up to date.</typeparam>
    /// <param name="name">Under which it was stored.</param>
    /// <param name="upcast">Makes one of the other. A function of its argument alone.</param>
    public StreamDeclaration<TState> Upcasts<TOld, TNew>(string name, Func<TOld, TNew> upcast)
        where TOld : notnull
        where TNew : notnull
    {
        ArgumentNullException.ThrowIfNull(upcast);
        OldEvents.Add(new(JobDeclaration.CheckName(name), typeof(TOld), typeof(TNew), old => upcast((TOld)old)));
        return this;
    }

    /// <summary>Keeps the state beside the events, so that loading reads only what came behind it. Taken by the append that brings the stream past so many more events, where that follows a load.</summary>
    /// <param name="every">How many events: 10 to 1,000,000.</param>
    /// <param name="revision">Another number than before when what events make of the state has changed: older snapshots then count for nothing, as those of another shape do by themselves.</param>
    /// <value>By default there are none.</value>
    public StreamDeclaration<TState> Snapshots(int every, int revision = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(every, 1_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(revision, 1);
        SnapshotEvery = every;
        SnapshotRevision = revision;
        return this;
    }
}

/// <summary>An event that a stream declares.</summary>
internal sealed record EventOfStream<TState>(string Name, Type Type, Func<TState, object, TState> Apply);

/// <summary>What an old event is today.</summary>
internal sealed record Upcast(string Name, Type From, Type To, Func<object, object> Map);
