using System.Collections.Concurrent;

namespace Roost.Security.RateLimits;

/// <summary>Counts in fixed windows that begin with a caller's first request, in this process.</summary>
internal sealed class InProcessRateLimits(TimeProvider time) : IRateLimitStore
{
    // Above so many callers the windows that have ended are thrown away before another is added.
    private const int SweepAbove = 50_000;
    private readonly ConcurrentDictionary<RateLimitKey, Window> _windows = new();
    private int _sweepAt = SweepAbove;

    public ValueTask<RateLimitDecision> CountAsync(RateLimitKey key, RateLimit limit, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        if (!_windows.TryGetValue(key, out var window))
        {
            SweepIfLarge(now);
            window = _windows.GetOrAdd(key, static _ => new Window());
        }

        lock (window)
        {
            if (window.Count == 0 || now >= window.EndsAt)
            {
                window.Count = 0;
                window.EndsAt = now + (long)(limit.Window.TotalSeconds * time.TimestampFrequency);
            }

            var allowed = window.Count < limit.Permits;
            if (allowed)
            {
                window.Count++;
            }

            return new(new RateLimitDecision(allowed, limit.Permits - window.Count, time.GetElapsedTime(now, window.EndsAt)));
        }
    }

    private void SweepIfLarge(long now)
    {
        var count = _windows.Count;
        if (count < Volatile.Read(ref _sweepAt))
        {
            return;
        }

        foreach (var (key, window) in _windows)
        {
            if (now >= window.EndsAt)
            {
                _windows.TryRemove(key, out _);
            }
        }

        // If most are still counting, looking again at every new caller would cost more than it frees.
        Volatile.Write(ref _sweepAt, Math.Max(SweepAbove, _windows.Count * 2));
    }

    private sealed class Window
    {
        public int Count;
        public long EndsAt;
    }
}
