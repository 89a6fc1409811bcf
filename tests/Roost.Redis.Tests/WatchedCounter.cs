using Roost.Redis.RateLimits;
using Roost.Security.RateLimits;
using Roost.Security.RateLimits.Shared;

namespace Roost.Redis.Tests;

/// <summary>Counts in Redis, and knows whether an answer ever came too late or not at all: all that wait for such a one are counted by their host alone.</summary>
internal sealed class WatchedCounter(RedisCounter counter) : IRateLimitCounter
{
    private volatile bool _missedAnswer;

    public bool MissedAnswer => _missedAnswer;

    public async Task<TakenPermits> TakeAsync(RateLimitKey key, RateLimit limit, int wanted, CancellationToken cancellationToken)
    {
        try
        {
            return await counter.TakeAsync(key, limit, wanted, cancellationToken);
        }
        catch (CounterAwayException)
        {
            _missedAnswer = true;
            throw;
        }
    }

    public Task ClearAsync(CancellationToken cancellationToken) => counter.ClearAsync(cancellationToken);
}
