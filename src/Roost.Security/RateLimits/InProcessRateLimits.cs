using System.Collections.Concurrent;

namespace Roost.Security.RateLimits;

/// <summary>
/// Counts in fixed windows that begin with a caller's first request, in this process. The number of windows is bounded: when too many
/// callers are being counted, new ones share a window, visitors long before those who are signed in, because addresses cost nothing.
/// </summary>
internal sealed class InProcessRateLimits(TimeProvider time) : IRateLimitStore
{
    /// <summary>How many windows there may be before new visitors share one; about 15 MB.</summary>
    internal const int MostForVisitors = 100_000;

    /// <summary>How many windows there may be at all.</summary>
    internal const int Most = 200_000;

    private readonly ConcurrentDictionary<RateLimitKey, Window> _windows = new();
    private readonly ConcurrentDictionary<string, Window> _shared = new();
    private int _count;
    private long _nextSweep;

    /// <summary>How many windows there are at present.</summary>
    internal int Count => Volatile.Read(ref _count);

    public ValueTask<RateLimitDecision> CountAsync(RateLimitKey key, RateLimit limit, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        while (true)
        {
            var window = WindowOf(key, now);
            lock (window)
            {
                // Swept away since it was found: counting in it would be lost.
                if (window.IsGone)
                {
                    continue;
                }

                return new(window.Take(now, now + (long)(limit.Window.TotalSeconds * time.TimestampFrequency), limit.Permits, time));
            }
        }
    }

    private Window WindowOf(RateLimitKey key, long now)
    {
        if (_windows.TryGetValue(key, out var window))
        {
            return window;
        }

        var most = key.IsVisitor ? MostForVisitors : Most;
        if (Count >= most)
        {
            SweepAtMostOnceASecond(now);
        }

        if (Interlocked.Increment(ref _count) > most)
        {
            Interlocked.Decrement(ref _count);
            return _shared.GetOrAdd(key.Policy, static _ => new Window());
        }

        var added = new Window();
        window = _windows.GetOrAdd(key, added);
        if (window != added)
        {
            Interlocked.Decrement(ref _count);
        }

        return window;
    }

    private void SweepAtMostOnceASecond(long now)
    {
        var next = Volatile.Read(ref _nextSweep);
        if (now < next || Interlocked.CompareExchange(ref _nextSweep, now + time.TimestampFrequency, next) != next)
        {
            return;
        }

        foreach (var (key, window) in _windows)
        {
            lock (window)
            {
                if (!window.IsGone && now >= window.EndsAt)
                {
                    window.IsGone = true;
                    _windows.TryRemove(key, out _);
                    Interlocked.Decrement(ref _count);
                }
            }
        }
    }

    private sealed class Window
    {
        private int _count;

        public long EndsAt { get; private set; }

        public bool IsGone { get; set; }

        public RateLimitDecision Take(long now, long endsAt, int permits, TimeProvider time)
        {
            if (_count == 0 || now >= EndsAt)
            {
                _count = 0;
                EndsAt = endsAt;
            }

            var isAllowed = _count < permits;
            if (isAllowed)
            {
                _count++;
            }

            // Fewer may be allowed than a moment ago.
            return new(isAllowed, Math.Max(permits - _count, 0), time.GetElapsedTime(now, EndsAt));
        }
    }
}
