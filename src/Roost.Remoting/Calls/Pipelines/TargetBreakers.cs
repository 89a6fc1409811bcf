using System.Collections.Concurrent;

namespace Roost.Remoting.Calls.Pipelines;

/// <summary>A circuit breaker for each target of a call. Others choose the targets, so there is an end to how many are remembered.</summary>
/// <param name="create">Makes one.</param>
/// <param name="quiet">How long one that is closed and not used has nothing more to tell.</param>
/// <param name="time">The time.</param>
internal sealed class TargetBreakers(Func<Breaker> create, TimeSpan quiet, TimeProvider time)
{
    /// <summary>How many are remembered.</summary>
    public const int Most = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private long _sweptAt = time.GetTimestamp();

    public IEnumerable<Breaker> All => _entries.Values.Select(entry => entry.Breaker);

    public Breaker Of(string target)
    {
        if (!_entries.TryGetValue(target, out var entry))
        {
            if (_entries.Count >= Most && !TrySweep())
            {
                // Nobody else's is forgotten for it.
                return create();
            }

            entry = _entries.GetOrAdd(target, static (_, create) => new(create()), create);
        }

        Volatile.Write(ref entry.UsedAt, time.GetTimestamp());
        return entry.Breaker;
    }

    /// <returns>Whether there is room now.</returns>
    private bool TrySweep()
    {
        var swept = Volatile.Read(ref _sweptAt);
        if (time.GetElapsedTime(swept) >= quiet && Interlocked.CompareExchange(ref _sweptAt, time.GetTimestamp(), swept) == swept)
        {
            foreach (var (target, entry) in _entries)
            {
                if (entry.Breaker.State == BreakerState.Closed && time.GetElapsedTime(Volatile.Read(ref entry.UsedAt)) > quiet)
                {
                    _entries.TryRemove(target, out _);
                }
            }
        }

        return _entries.Count < Most;
    }

    private sealed class Entry(Breaker breaker)
    {
        public readonly Breaker Breaker = breaker;
        public long UsedAt;
    }
}
