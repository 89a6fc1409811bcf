namespace Roost.Security.RateLimits;

/// <summary>Counts requests. In this process by default; a store that hosts share makes a limit hold for all of them together.</summary>
public interface IRateLimitStore
{
    /// <summary>Counts one request.</summary>
    ValueTask<RateLimitDecision> CountAsync(RateLimitKey key, RateLimit limit, CancellationToken cancellationToken);
}
