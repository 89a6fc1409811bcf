using System.Collections.Concurrent;

namespace Roost.Security.RateLimits.Shared;

/// <summary>
/// Counts together with the other hosts that clients come to. A host takes some of a window's permits at a time, so that not each request asks the store; what one host has taken and not given
/// when the window ends, nobody gets: a hundredth of the permits at most, of all hosts together. While the store is away each host allows its share.
/// </summary>
/// <param name="watch">Asks where they count.</param>
/// <param name="own">Counts here while the store is away.</param>
/// <param name="hosts">How many hosts there are.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedRateLimits(CounterWatch watch, InProcessRateLimits own, int hosts, TimeProvider time) : IRateLimitStore
{
    /// <summary>How many windows there may be here before new callers are counted as if the store were away.</summary>
    internal const int Most = 200_000;

    private const int Parts = 100;
    private const int LargestPart = 1000;
    private readonly ConcurrentDictionary<RateLimitKey, SharedWindow> _windows = new();
    private int _count;
    private long _nextSweep;

    public async ValueTask<RateLimitDecision> CountAsync(RateLimitKey key, RateLimit limit, CancellationToken cancellationToken)
    {
        var window = WindowOf(key);
        try
        {
            if (window is not null && await window.CountAsync(limit, Math.Clamp(limit.Permits / Parts / hosts, 1, LargestPart), cancellationToken) is { } decision)
            {
                return decision;
            }
        }
        catch (CounterAwayException)
        {
            // Said where it was noticed; all that waited for the same answer come here.
        }

        // What all have used up of a window that still runs, nobody gets again for being alone.
        var share = Math.Min(Math.Max(1, limit.Permits / hosts), window?.Left() ?? int.MaxValue);
        return await own.CountAsync(key, new() { Permits = share, Window = limit.Window }, cancellationToken);
    }

    private SharedWindow? WindowOf(RateLimitKey key)
    {
        if (_windows.TryGetValue(key, out var window))
        {
            return window;
        }

        if (watch.IsResting || (Volatile.Read(ref _count) >= Most && !SweepAtMostOnceASecond()))
        {
            return null;
        }

        var added = new SharedWindow(key, watch, time);
        window = _windows.GetOrAdd(key, added);
        if (window == added)
        {
            Interlocked.Increment(ref _count);
        }

        return window;
    }

    private bool SweepAtMostOnceASecond()
    {
        var now = time.GetTimestamp();
        var next = Volatile.Read(ref _nextSweep);
        if (now >= next && Interlocked.CompareExchange(ref _nextSweep, now + time.TimestampFrequency, next) == next)
        {
            foreach (var (key, window) in _windows)
            {
                if (window.IsOver(now) && _windows.TryRemove(key, out _))
                {
                    Interlocked.Decrement(ref _count);
                }
            }
        }

        return Volatile.Read(ref _count) < Most;
    }
}
