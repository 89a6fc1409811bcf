using Roost.Health;

namespace Roost.Security.RateLimits.Shared;

/// <summary>Says when this host counts alone. It serves nevertheless.</summary>
internal sealed class SharedLimitsCheck(CounterWatch watch) : IDependencyCheck
{
    public string Name => "rate limits";

    public bool IsRequired => false;

    public async Task<DependencyState> CheckAsync(CancellationToken cancellationToken)
    {
        await watch.CheckAsync(cancellationToken);
        return watch.IsAway ? DependencyState.Degraded("This host counts requests by itself, and allows its share of each limit.") : DependencyState.Up;
    }
}
