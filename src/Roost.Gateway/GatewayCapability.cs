using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roost.Configuration;
using Roost.Edge;
using Roost.Faults;
using Roost.Gateway.Forwarding;
using Roost.Gateway.Routing;
using Roost.Health;
using Roost.Hosting;
using Roost.Topology;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Roost.Gateway;

/// <summary>Lets a host stand in front of others: the edge is passed here, and what is behind it is done there.</summary>
public sealed class GatewayCapability : ICapability
{
    /// <inheritdoc/>
    public void Register(CapabilityContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var services = context.Services;
        services.AddCheckedOptions<GatewayOptions>(GatewayOptions.Section);
        if (!context.Shape.Is(HostRoles.Gateway) || context.Shape.Topology is null)
        {
            return;
        }

        // What became of a request is said once, by the edge; a probe that fails, when a host comes or goes.
        services.AddLogging(static logging => logging
            .AddFilter("Yarp", LogLevel.Warning)
            .AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.Error)
            .AddFilter("Yarp.ReverseProxy.Health", LogLevel.Error)
            .AddFilter("Yarp.ReverseProxy.Health.DestinationHealthUpdater", LogLevel.Information));
        services.AddReverseProxy();
        services.AddSingleton<IForwarderHttpClientFactory, GatewayClients>();
        services.Configure<TransportFailureRateHealthPolicyOptions>(static policy =>
        {
            // What was long ago says nothing of a host that has been started again since.
            policy.DetectionWindowSize = TimeSpan.FromSeconds(5);
            policy.DefaultFailureRateLimit = 0.5;
        });
        services.AddSingleton<ForwardedEndpoints>();
        services.AddSingleton<IProxyConfigProvider, GatewayConfigProvider>();
        services.AddSingleton<ITransformProvider, EdgeTransforms>();
        services.AddSingleton<IFaultClassifier, ForwardingFaults>();
        services.AddSingleton<IDependencyCheck, HostsCheck>();
        context.Edge.Map(static routes => routes
            .MapReverseProxy(static proxy =>
            {
                proxy.UseMiddleware<Forwarding.Forwarding>();
                proxy.UseLoadBalancing();
                proxy.UsePassiveHealthChecks();
            })
            .Add(routes.ServiceProvider.GetRequiredService<ForwardedEndpoints>().Describe));
    }
}
