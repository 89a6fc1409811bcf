namespace Roost.Security.RateLimits.Shared;

/// <summary>Stands where several hosts have no store to count in.</summary>
/// <param name="cause">Why there is none, and what to do about it.</param>
internal sealed class NoCounter(string cause) : IRateLimitCounter
{
    /// <summary>Why there is none.</summary>
    public string Cause => cause;

    public Task<TakenPermits> TakeAsync(RateLimitKey key, RateLimit limit, int wanted, CancellationToken cancellationToken) =>
        Task.FromException<TakenPermits>(new CounterAwayException(cause));

    public Task ClearAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
