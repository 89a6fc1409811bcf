using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Roost.Topology;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Roost.Gateway.Routing;

/// <summary>The routes of the application model, and the hosts of the topology that each leads to.</summary>
internal sealed class GatewayConfigProvider(ForwardedEndpoints endpoints, HostShape shape, IOptions<GatewayOptions> options) : IProxyConfigProvider
{
    private readonly Lazy<InMemoryConfigProvider> _config = new(() =>
    {
        var all = endpoints.All.ToList();
        var hosts = all.Select(endpoint => endpoint.Module).Distinct().ToDictionary(module => module, module => shape.Topology!.HostsOf(module, HostRoles.Api).ToList());
        // Modules with the same hosts share their connections, and what is known of their health.
        var clusters = all.GroupBy(endpoint => NameOf(hosts[endpoint.Module]), StringComparer.Ordinal)
            .Select(cluster => ClusterOf(hosts[cluster.First().Module], cluster.Max(LongestSilenceOf), options.Value));
        return new([.. all.Select(endpoint => RouteOf(endpoint, NameOf(hosts[endpoint.Module])))], [.. clusters]);
    });

    public IProxyConfig GetConfig() => _config.Value.GetConfig();

    private static string NameOf(IEnumerable<TopologyHost> hosts) => string.Join('+', hosts.Select(host => host.Name));

    private static RouteConfig RouteOf(ForwardedEndpoint endpoint, string cluster) => new()
    {
        RouteId = endpoint.Route,
        ClusterId = cluster,
        Order = endpoint.Endpoint.Order,
        Match = new()
        {
            Path = endpoint.Endpoint.RoutePattern.RawText,
            Methods = endpoint.Endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods,
        },
    };

    /// <summary>A time-out that the endpoint has been given itself; by what name it may go where it is served is not known here.</summary>
    private static TimeSpan? LongestSilenceOf(ForwardedEndpoint forwarded) =>
        forwarded.Endpoint.Metadata.GetMetadata<RequestTimeoutPolicy>()?.Timeout ?? forwarded.Endpoint.Metadata.GetMetadata<RequestTimeoutAttribute>()?.Timeout;

    private static ClusterConfig ClusterOf(List<TopologyHost> hosts, TimeSpan? longest, GatewayOptions options) => new()
    {
        ClusterId = NameOf(hosts),
        Destinations = hosts.ToDictionary(
            host => host.Name,
            host => new DestinationConfig { Address = string.Create(CultureInfo.InvariantCulture, $"http://{host.Address}:{host.Port}/") },
            StringComparer.Ordinal),
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        HealthCheck = new()
        {
            // Where none is healthy a host's own words say more than ours could.
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            Active = new() { Enabled = true, Path = "/readyz", Interval = options.HealthInterval, Timeout = options.HealthTimeout, Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures },
            Passive = new() { Enabled = true, Policy = HealthCheckConstants.PassivePolicy.TransportFailureRate, ReactivationPeriod = TimeSpan.FromSeconds(2) },
        },
        HttpClient = new() { EnableMultipleHttp2Connections = true },
        // What has a time-out of its own may be silent until that is up.
        HttpRequest = new() { ActivityTimeout = longest > options.IdleTimeout ? longest : options.IdleTimeout, Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact },
    };
}
