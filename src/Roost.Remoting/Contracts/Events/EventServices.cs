using Microsoft.Extensions.DependencyInjection;
using Roost.Hosting;
using Roost.Messaging.Events.Declaration;
using Roost.Messaging.Events.Transport;
using Roost.Remoting.Contracts.Client;
using Roost.Remoting.Contracts.Trust;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Remoting.Contracts.Events;

/// <summary>Registers the ways that events take to the other databases of a topology, and the one by which they come.</summary>
internal static class EventServices
{
    public static void Add(CapabilityContext context, TopologyModel topology)
    {
        // One of the same name that Program.cs registers behind AddRoost comes later, and is the one that is used.
        foreach (var database in EventRoutes.OtherDatabases(context.Model, context.Shape))
        {
            context.Services.AddSingleton<IEventTransport>(services => new HostEventTransport(database, services.GetRequiredService<ContractHosts>(), services.GetRequiredService<CallSeal>()));
        }

        context.Services.AddSingleton<IStartupCheck, EventHostsCheck>();
        context.Services.AddSingleton<EventSenders>();
        context.Services.AddSingleton<SignatureKeys>();
        context.Services.AddSingleton<IEventParcels, EventParcels>();
        if (topology.Self.InternalPort is not null && context.Shape.Is(HostRoles.Api)
            && context.Shape.StoredFacts<SubscriptionFact>().Any() && topology.Hosts.Any(host => host.Database != topology.Self.Database))
        {
            context.Services.AddSingleton<EventReceiver>();
        }
    }
}
