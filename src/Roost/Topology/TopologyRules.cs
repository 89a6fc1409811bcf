using Roost.Startup;

namespace Roost.Topology;

/// <summary>What must hold of a topology, whichever modules the image has.</summary>
internal static class TopologyRules
{
    public static void Check(TopologyFile topology, ICollection<Fault> faults)
    {
        var hasGateway = topology.All.Any(host => host.Is(HostRoles.Gateway));
        foreach (var host in topology.All)
        {
            var where = $"{topology.Path}: {host.Name}";
            if (host.Roles == HostRoles.None)
            {
                faults.Add(new("RST121", $"Host '{host.Name}' has no role.", where, "Give it \"roles\": [\"api\"], \"worker\" or both, or [\"gateway\"]."));
            }

            // Two hosts that are both would wait for each other, and see each other as the client.
            if (host.Is(HostRoles.Gateway) && host.Roles != HostRoles.Gateway)
            {
                faults.Add(new("RST123", $"Host '{host.Name}' is a gateway, and something else as well.", where, "Leave it the role \"gateway\", and give the others to a host behind it."));
            }
            else if ((host.Modules.Count > 0) == (host.Roles == HostRoles.Gateway))
            {
                faults.Add(host.Modules.Count > 0
                    ? new("RST123", $"Host '{host.Name}' is a gateway, and activates modules.", where, "Take its \"modules\" away, and give them to a host behind it.")
                    : new("RST123", $"Host '{host.Name}' activates no modules.", where, "Name them: \"modules\": [\"…\"], or [\"*\"] for all."));
            }

            if (host.InternalPort is not null && !host.Is(HostRoles.Api))
            {
                faults.Add(new("RST124", $"Host '{host.Name}' has an internal port, and no role in which others call it.", where, "Take its \"internalPort\" away, or give it the role \"api\"."));
            }

            if (host.Port is null && (host.Is(HostRoles.Gateway) || (hasGateway && host.Is(HostRoles.Api))))
            {
                faults.Add(new("RST124", host.Is(HostRoles.Gateway) ? $"Host '{host.Name}' is a gateway without a port." : $"Host '{host.Name}' has no port by which the gateway could reach it.", where, "Say where it serves: \"port\": 8080."));
            }
        }

        var taken = topology.All.SelectMany(host => new[] { (host.Address, Port: host.Port, host.Name), (host.Address, Port: host.InternalPort, host.Name) })
            .Where(port => port.Port is not null)
            .GroupBy(port => (port.Address, port.Port), port => port.Name)
            .Where(port => port.Count() > 1);
        foreach (var port in taken)
        {
            faults.Add(new("RST124", $"Port {port.Key.Port} of {port.Key.Address} is taken twice: by {string.Join(" and ", port.Distinct())}.", topology.Path, "Give each host ports of its own."));
        }
    }
}
