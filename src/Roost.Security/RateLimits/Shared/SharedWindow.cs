namespace Roost.Security.RateLimits.Shared;

/// <summary>What this host knows of one key's window, and the permits of it that it may give without asking again.</summary>
internal sealed class SharedWindow(TimeProvider time)
{
    private readonly Lock _lock = new();
    private Task? _asking;
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

    /// <summary>Counts one request.</summary>
    /// <param name="ask">Takes so many permits from the store.</param>
    /// <param name="some">How many it takes at least.</param>
    public async ValueTask<RateLimitDecision> CountAsync(Func<int, Task<TakenPermits>> ask, int some)
    {
        while (true)
        {
            Task asking;
            lock (_lock)
            {
                var now = time.GetTimestamp();
                if (now < _endsAt && (_granted > 0 || _remaining == 0))
                {
                    var isAllowed = _granted > 0;
                    _granted -= isAllowed ? 1 : 0;
                    return new(isAllowed, _granted + _remaining, time.GetElapsedTime(now, _endsAt));
                }

                _waiting++;
                asking = _asking ??= AskAsync(ask, some);
            }

            await asking;
        }
    }

    // One question for all that wait.
    private async Task AskAsync(Func<int, Task<TakenPermits>> ask, int some)
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

            var taken = await ask(Math.Max(some, waiting));
            lock (_lock)
            {
                (_granted, _remaining, _endsAt) = (taken.Granted, taken.Remaining, asked + (long)(taken.ResetsIn.TotalSeconds * time.TimestampFrequency));
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
