using System.Text.Json;
using Roost.Hosting;
using Roost.Messaging.Declaration;

namespace Roost.Messaging.Streams.Declaration;

/// <summary>A kind of stream that a module declares: what its events are called, and how they are read.</summary>
internal abstract class StreamFact : INeedsCapability
{
    private readonly Dictionary<string, EventReading> _readings = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, string> _names = [];

    protected StreamFact(string name, Type stateType, IReadOnlyList<(string Name, Type Type)> events, IReadOnlyList<Upcast> upcasts)
    {
        Name = name;
        StateType = stateType;
        foreach (var (stored, type) in events)
        {
            _names.TryAdd(type, stored);
            _readings.TryAdd(stored, new(type, []));
        }

        Twice = [.. events.Select(declared => declared.Name).Concat(upcasts.Select(upcast => upcast.Name)).CountBy(stored => stored).Where(stored => stored.Value > 1).Select(stored => $"'{stored.Key}'"),
            .. events.CountBy(declared => declared.Type).Where(type => type.Value > 1).Select(type => type.Key.Name)];
        Lost = [.. upcasts.Where(upcast => !TryAdd(upcast, upcasts)).Select(upcast => upcast.Name)];
    }

    /// <summary>Its name: <c>module.stream</c>.</summary>
    public string Name { get; }

    /// <summary>What its events add up to.</summary>
    public Type StateType { get; }

    /// <summary>Names and types of events that are declared more than once.</summary>
    public IReadOnlyList<string> Twice { get; }

    /// <summary>Old events that no upcaster makes an event of the stream of.</summary>
    public IReadOnlyList<string> Lost { get; }

    /// <summary>All names under which events are stored, with the types that they are read as; old ones are not appended any more.</summary>
    public IEnumerable<(string Name, Type Type, bool IsOld)> Stored => _readings.Select(reading => (reading.Key, reading.Value.Type, reading.Value.Upcasts.Length > 0));

    /// <summary>Whether it has events of a type, as they are today.</summary>
    public bool Has(Type eventType) => _names.ContainsKey(eventType);

    /// <inheritdoc/>
    public ICapability CreateCapability() => new MessagingCapability();

    /// <summary>The name under which an event is stored.</summary>
    public string NameOf(object happened) => _names.GetValueOrDefault(happened.GetType()) ?? throw new ArgumentException(
        $"{happened.GetType().Name} is no event of the stream '{Name}'. Add .Event<{happened.GetType().Name}>(\"{JobNames.Of(happened.GetType())}\", …) to its declaration.", nameof(happened));

    /// <summary>Reads an event, and brings it up to date.</summary>
    public object Read(string type, ReadOnlySpan<byte> payload)
    {
        var (stored, upcasts) = _readings.GetValueOrDefault(type) ?? throw new InvalidOperationException(
            $"The stream '{Name}' holds an event '{type}', which this image does not know. A newer image has appended it; or it was taken out of the declaration, where an old event stays, with .Upcasts<…>(\"{type}\", …).");
        var data = JsonSerializer.Deserialize(payload, stored, JobJson.Options) ?? throw new JsonException($"An event '{type}' of the stream '{Name}' is not null.");
        foreach (var upcast in upcasts)
        {
            data = upcast(data);
        }

        return data;
    }

    // From one type to the next, until it is an event of today. Each upcaster is used once at most, so that a circle comes to an end.
    private bool TryAdd(Upcast first, IReadOnlyList<Upcast> all)
    {
        var path = new List<Upcast> { first };
        while (!_names.ContainsKey(path[^1].To))
        {
            if (all.FirstOrDefault(next => next.From == path[^1].To && !path.Contains(next)) is not { } next)
            {
                return false;
            }

            path.Add(next);
        }

        _readings.TryAdd(first.Name, new(first.From, [.. path.Select(upcast => upcast.Map)]));
        return true;
    }

    private sealed record EventReading(Type Type, Func<object, object>[] Upcasts);
}

internal sealed class StreamFact<TState>(string name, StreamDeclaration<TState> declaration)
    : StreamFact(name, typeof(TState), [.. declaration.Events.Select(declared => (declared.Name, declared.Type))], declaration.OldEvents)
    where TState : class, new()
{
    private readonly Dictionary<Type, Func<TState, object, TState>> _apply =
        declaration.Events.DistinctBy(declared => declared.Type).ToDictionary(declared => declared.Type, declared => declared.Apply);

    private readonly Lazy<int> _revision = new(() => declaration.SnapshotEvery is null ? 0 : SnapshotRevisions.Of(typeof(TState), declaration.SnapshotRevision));

    /// <summary>How many events there are between two snapshots; <see langword="null"/> if there are none.</summary>
    public int? SnapshotEvery { get; } = declaration.SnapshotEvery;

    /// <summary>Which snapshots count; where there are none, 0.</summary>
    public int SnapshotRevision => _revision.Value;

    public TState Apply(TState state, object happened) => _apply[happened.GetType()](state, happened)
        ?? throw new InvalidOperationException($"{happened.GetType().Name} has made no state of the stream '{Name}': what it is declared with has returned null.");
}
