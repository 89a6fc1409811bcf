using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Roost.Contracts;
using Roost.Edge;
using Roost.Model;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Hosting;

/// <summary>What a capability registers itself with.</summary>
public sealed class CapabilityContext
{
    internal CapabilityContext(IHostApplicationBuilder host, IServiceCollection services, ApplicationModel model, HostShape shape, EdgePipeline edge, ICollection<Fault> faults)
    {
        Services = services;
        Configuration = host.Configuration;
        Environment = host.Environment;
        Model = model;
        Shape = shape;
        Edge = edge;
        Faults = faults;
    }

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The host's configuration.</summary>
    public IConfiguration Configuration { get; }

    /// <summary>The host's environment.</summary>
    public IHostEnvironment Environment { get; }

    /// <summary>All modules of the image.</summary>
    public ApplicationModel Model { get; }

    /// <summary>What this host is.</summary>
    public HostShape Shape { get; }

    /// <summary>The way of a request.</summary>
    public EdgePipeline Edge { get; }

    /// <summary>The ways to modules of other hosts; the first that knows one is taken.</summary>
    public IList<IContractChannelSource> Channels { get; } = [];

    /// <summary>Faults found while registering; they are part of the start-up report.</summary>
    public ICollection<Fault> Faults { get; }
}
