using System.Collections.Concurrent;
using Roost.Health;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Roost.Gateway.Forwarding;

/// <summary>
/// Whether the hosts behind are there. A gateway that has just been started is not ready until somebody has answered for each part of the system; later it serves what it
/// can, and only says who is away.
/// </summary>
internal sealed class HostsCheck(IProxyStateLookup proxy) : IDependencyCheck
{
    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);

    public string Name => "hosts";

    public Task<DependencyState> CheckAsync(CancellationToken cancellationToken)
    {
        var away = new SortedSet<string>(StringComparer.Ordinal);
        var waiting = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var cluster in proxy.GetClusters())
        {
            var destinations = cluster.DestinationsState.AllDestinations;
            away.UnionWith(destinations.Where(destination => !IsWell(destination)).Select(destination => destination.DestinationId));
            if (destinations.Any(IsWell))
            {
                _seen[cluster.ClusterId] = true;
            }
            else if (!_seen.ContainsKey(cluster.ClusterId))
            {
                waiting.UnionWith(destinations.Select(destination => destination.DestinationId));
            }
        }

        return Task.FromResult(
            waiting.Count > 0 ? DependencyState.Down($"Waits for {string.Join(", ", waiting)}.")
            : away.Count > 0 ? DependencyState.Degraded($"No requests are sent to {string.Join(", ", away)}, which did not say to be ready.")
            : DependencyState.Up);
    }

    private static bool IsWell(DestinationState destination) => destination.Health.Active == DestinationHealth.Healthy && destination.Health.Passive != DestinationHealth.Unhealthy;
}
