using System.Collections.Concurrent;

namespace Shop.Host.Tenancy;

/// <summary>Remembers some values for a short while. When it is full it forgets what is too old, and takes nothing in if all of it is fresh.</summary>
internal sealed class ShortMemory<TValue>(int capacity, TimeSpan lifetime, TimeProvider time)
    where TValue : struct
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (TValue Value, long Since)> _entries = new(StringComparer.Ordinal);
    private readonly Lock _sweep = new();
    private readonly TimeSpan _pause = lifetime < LongestPause ? lifetime : LongestPause;
    private long _swept = time.GetTimestamp();

    public bool TryGet(string key, out TValue value)
    {
        var found = _entries.TryGetValue(key, out var entry) && time.GetElapsedTime(entry.Since) < lifetime;
        value = found ? entry.Value : default;
        return found;
    }

    public void Set(string key, TValue value)
    {
        if (_entries.Count >= capacity && !_entries.ContainsKey(key) && !Sweep())
        {
            return;
        }

        _entries[key] = (value, time.GetTimestamp());
    }

    /// <summary>Makes room, at most every ten seconds, or once in a lifetime where that is shorter: whoever fills the memory on purpose must not keep us sweeping it.</summary>
    private bool Sweep()
    {
        lock (_sweep)
        {
            if (time.GetElapsedTime(_swept) >= _pause)
            {
                _swept = time.GetTimestamp();
                foreach (var (key, entry) in _entries)
                {
                    if (time.GetElapsedTime(entry.Since) >= lifetime)
                    {
                        _entries.TryRemove(key, out _);
                    }
                }
            }

            return _entries.Count < capacity;
        }
    }
}
