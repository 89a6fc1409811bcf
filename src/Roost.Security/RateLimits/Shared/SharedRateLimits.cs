using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Roost.Security.RateLimits.Shared;

/// <summary>
/// Counts together with the other hosts that clients come to. A host takes a hundredth of a window's permits at a time, so that not each request asks the store; what one host has taken
/// and not given when the window ends, nobody gets. While the store is away each host allows its share.
/// </summary>
/// <param name="counter">Where they count.</param>
/// <param name="own">Counts here while the store is away.</param>
/// <param name="hosts">How many hosts there are.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it says that it counts alone.</param>
internal sealed class SharedRateLimits(IRateLimitCounter counter, InProcessRateLimits own, int hosts, TimeProvider time, ILogger<SharedRateLimits> logger) : IRateLimitStore
{
    /// <summary>How many windows there may be here before new callers are counted as if the store were away.</summary>
    internal const int Most = 200_000;

    private const int Parts = 100;
    private const int LargestPart = 1000;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<RateLimitKey, SharedWindow> _windows = new();
    private readonly ConcurrentDictionary<RateLimit, RateLimit> _shares = new();
    private int _count;
    private long _nextSweep;
    private long _awaySince;
    private volatile bool _isAlone;

    /// <summary>Whether it could not count together with the others when it last tried.</summary>
    public bool IsAlone => _isAlone;

    public async ValueTask<RateLimitDecision> CountAsync(RateLimitKey key, RateLimit limit, CancellationToken cancellationToken)
    {
        if (!IsAway() && WindowOf(key) is { } window)
        {
            try
            {
                return await window.CountAsync(wanted => TakeAsync(key, limit, wanted), Math.Clamp(limit.Permits / Parts, 1, LargestPart));
            }
            catch (CounterAwayException)
            {
                // Said where it was noticed; all that waited for the same answer come here.
            }
        }

        return await own.CountAsync(key, _shares.GetOrAdd(limit, static (limit, hosts) => new() { Permits = Math.Max(1, limit.Permits / hosts), Window = limit.Window }, hosts), cancellationToken);
    }

    private bool IsAway() => _isAlone && time.GetElapsedTime(Volatile.Read(ref _awaySince)) < Rest;

    private async Task<TakenPermits> TakeAsync(RateLimitKey key, RateLimit limit, int wanted)
    {
        try
        {
            // Many wait for it, so no one's leaving ends it.
            var taken = await counter.TakeAsync(key, limit, wanted, CancellationToken.None);
            if (_isAlone)
            {
                _isAlone = false;
                Log.Together(logger);
            }

            return taken;
        }
        catch (CounterAwayException exception)
        {
            if (!_isAlone)
            {
                Log.Alone(logger, exception.Message, hosts);
            }

            Volatile.Write(ref _awaySince, time.GetTimestamp());
            _isAlone = true;
            throw;
        }
    }

    private SharedWindow? WindowOf(RateLimitKey key)
    {
        if (_windows.TryGetValue(key, out var window))
        {
            return window;
        }

        if (Volatile.Read(ref _count) >= Most && !SweepAtMostOnceASecond())
        {
            return null;
        }

        var added = new SharedWindow(time);
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
