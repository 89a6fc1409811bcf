using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roost.Configuration;
using Roost.Edge;
using Roost.Health;
using Roost.Hosting;
using Roost.Hosting.Commands;
using Roost.Remoting.Calls;
using Roost.Remoting.Calls.Declaration;
using Roost.Remoting.Calls.Health;
using Roost.Remoting.Calls.Pipelines;
using Roost.Remoting.Compatibility;
using Roost.Remoting.Contracts.Client;
using Roost.Remoting.Contracts.Events;
using Roost.Remoting.Contracts.Server;
using Roost.Remoting.Contracts.Trust;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Remoting.Contracts;

/// <summary>Registers what a host of a topology needs to call others, and to be called.</summary>
internal static class ContractServices
{
    public static void Add(CapabilityContext context)
    {
        var services = context.Services;
        services.AddSingleton<IHostCommand, HostKeyCommand>();
        services.AddSingleton<IHostCommand, ContractsCommand>();
        services.AddCheckedOptions<TrustOptions>(TrustOptions.Section);
        services.AddSingleton(new OptionsFact(typeof(CallOptions), $"{ContractCalls.Section}:*contract*"));
        if (context.Shape.Topology is not { } topology)
        {
            return;
        }

        services.AddSingleton(topology);
        services.AddSingleton<PairKeys>();
        services.AddSingleton<SeenSeals>();
        services.AddSingleton<CallSeal>();
        services.AddSingleton<IStartupCheck, TrustCheck>();
        services.AddSingleton<ContractHosts>();
        services.AddSingleton<RemoteCaller>();
        context.Channels.Add(new RemoteContracts(topology));
        foreach (var contract in CallCatalogue.Far(context.Model, context.Shape))
        {
            services.AddSingleton<IDependencyCheck>(provider => new BreakerCheck(contract.Name, provider.GetRequiredService<CallPipelines>()));
        }

        EventServices.Add(context, topology);
        if (topology.Self.InternalPort is not null && context.Shape.Is(HostRoles.Api))
        {
            services.AddSingleton<ContractRoutes>();
            services.AddSingleton<SealedRequests>();
            services.AddSingleton<ContractServer>();
            context.Edge.Use(EdgeStage.Internal, static app => app.UseMiddleware<InternalPort>());
        }
    }
}
