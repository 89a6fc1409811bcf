using Microsoft.Extensions.DependencyInjection;
using Roost.Edge;
using Roost.Edge.Endpoints;
using Roost.Hosting.Services;
using Roost.Topology;

namespace Roost.Hosting;

/// <summary>Finds which services a host would have that activates every module: by registering them all where nobody will ever make one.</summary>
internal static class ImageServices
{
    public static ServiceNames NamesOf(RoostBuilder roost, CapabilityContext host)
    {
        var everything = new HostShape(host.Shape.Name, HostRoles.Api, host.Model.Modules, host.Model.Modules);
        var image = new CapabilityContext(roost.Host, new ServiceCollection(), host.Model, everything, new EdgePipeline(), []);
        var capabilities = roost.Capabilities
            .Concat(host.Model.Modules.SelectMany(module => module.Facts<INeedsCapability>()).Select(fact => fact.CreateCapability()))
            .DistinctBy(capability => capability.GetType());
        foreach (var capability in capabilities)
        {
            capability.Register(image);
        }

        ModuleServices.Add(image);
        ContractClients.Add(image);
        return new(image.Services);
    }
}
