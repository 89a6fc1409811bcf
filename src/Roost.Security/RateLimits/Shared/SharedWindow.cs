namespace Roost.Security.RateLimits.Shared;

/// <summary>What this host knows of one key's window, and the permits of it that it may give without asking again.</summary>
internal sealed class SharedWindow(RateLimitKey key, CounterWatch watch, TimeProvider time)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private Task<bool>? _asking;
    private int _waiting;
    private int _granted;
    private int _remaining;
    private long _endsAt;

    /// <summary>Whether nothing is lost if it is forgotten.</summary>
    public bool IsOver(long now)
    {
        lock (_lock)
        {
            return _asking is null && now >= _endsAt;
        }
    }

    /// <summary>How much of the window was left to all hosts when the store was last asked; as much as anybody wants if none is running.</summary>
    public int Left()
    {
        lock (_lock)
        {
            return time.GetTimestamp() < _endsAt ? _remaining : int.MaxValue;
        }
    }

    /// <summary>Counts one request; <see langword="null"/> if the store would have to be asked and is away.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="some">How many permits it takes from the store at least.</param>
    /// <param name="cancellationToken">Ends the waiting; the store is asked nevertheless, for all that wait.</param>
    /// <exception cref="CounterAwayException">The store did not answer.</exception>
    public async ValueTask<RateLimitDecision?> CountAsync(RateLimit limit, int some, CancellationToken cancellationToken)
    {
        for (var fruitless = 0; ;)
        {
            Task<bool> asking;
            lock (_lock)
            {
                var now = time.GetTimestamp();
                if (now < _endsAt && (_granted > 0 || _remaining == 0))
                {
                    var isAllowed = _granted > 0;
                    _granted -= isAllowed ? 1 : 0;
                    return new(isAllowed, _granted + _remaining, time.GetElapsedTime(now, _endsAt));
                }

                // Nobody waits for what another asks of a store that is away.
                var isProbe = watch.IsAway;
                if (isProbe && (_asking is not null || !watch.TryProbe()))
                {
                    return null;
                }

                _waiting++;
                asking = _asking ??= AskAsync(limit, some, isProbe);
            }

            // One answer may come when its window is over, and the next one begins another. A store that answers so again would be asked for ever.
            if (!await asking.WaitAsync(cancellationToken) && ++fruitless == 2)
            {
                return new(false, 0, Second);
            }
        }
    }

    // One question for all that wait, and whether anybody is wiser by its answer. Many wait for it, so no one's leaving ends it.
    private async Task<bool> AskAsync(RateLimit limit, int some, bool isProbe)
    {
        await Task.Yield();
        try
        {
            // From before the question: the window ends here no later than there, and what is left of it then is asked for again.
            var asked = time.GetTimestamp();
            int waiting;
            lock (_lock)
            {
                waiting = _waiting;
            }

            var taken = await watch.TakeAsync(key, limit, Math.Max(some, waiting), isProbe, CancellationToken.None);
            lock (_lock)
            {
                (_granted, _remaining, _endsAt) = (Math.Max(taken.Granted, 0), Math.Max(taken.Remaining, 0), asked + (long)(taken.ResetsIn.TotalSeconds * time.TimestampFrequency));
                return time.GetTimestamp() < _endsAt && (_granted > 0 || _remaining == 0);
            }
        }
        finally
        {
            lock (_lock)
            {
                // All of them look again.
                _asking = null;
                _waiting = 0;
            }
        }
    }
}
