namespace Roost.Security.RateLimits.Shared;

/// <summary>Stands where several hosts have no store to count in.</summary>
internal sealed class NoCounter : IRateLimitCounter
{
    public Task<TakenPermits> TakeAsync(RateLimitKey key, RateLimit limit, int wanted, CancellationToken cancellationToken) =>
        Task.FromException<TakenPermits>(new CounterAwayException("There is no connection string of the application role (Roost:Postgres:App)"));

    public Task ClearAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
