using Roost.Messaging.Events.Transport;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Remoting.Contracts.Events;

/// <summary>Checks that each database that events of this one go to has a host that takes them in.</summary>
internal sealed class EventHostsCheck(TopologyModel topology, IEnumerable<IEventTransport> transports) : IStartupCheck
{
    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        // The last one of a name is the one that is used, and an application's own may go another way.
        foreach (var database in transports.GroupBy(transport => transport.Name).Where(all => all.Last() is HostEventTransport).Select(all => all.Key))
        {
            if (!topology.Hosts.Any(host => host.Database == database && host.Is(HostRoles.Api) && host.InternalPort is not null))
            {
                faults.Add(new(
                    "RST133",
                    $"Events of database '{topology.Self.Database}' are subscribed to in '{database}', where no host takes them in.",
                    $"Topology: {string.Join(", ", topology.Hosts.Where(host => host.Database == database).Select(host => host.Name))}",
                    "Give a host of that database the role \"api\" and an \"internalPort\", or register an IEventTransport of that name in Program.cs, behind AddRoost."));
            }
        }

        return default;
    }
}
