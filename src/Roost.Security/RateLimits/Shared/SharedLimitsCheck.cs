using Roost.Health;

namespace Roost.Security.RateLimits.Shared;

/// <summary>Says when this host counts alone. It serves nevertheless.</summary>
internal sealed class SharedLimitsCheck(SharedRateLimits limits) : IDependencyCheck
{
    public string Name => "rate limits";

    public bool IsRequired => false;

    public Task<DependencyState> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult(limits.IsAlone ? DependencyState.Degraded("This host counts requests by itself, and allows its share of each limit.") : DependencyState.Up);
}
