using System.Globalization;
using Roost.Topology;

namespace Roost.Cli.Up.Hosts;

/// <summary>A host that <c>up</c> starts, at the ports that it has this time.</summary>
/// <param name="Name">Its name in the topology.</param>
/// <param name="Colour">Its colour in the logs.</param>
/// <param name="Topology">Its entry; <see langword="null"/> where there is no topology file, and no other host.</param>
/// <param name="Port">Where it serves endpoints and probes.</param>
/// <param name="Key">What the others know it by.</param>
internal sealed record HostPlan(string Name, string Colour, TopologyHost? Topology, int Port, HostKey? Key)
{
    public string Address => $"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>What it is, in a few words.</summary>
    public string Purpose => Topology is null ? "everything" : Topology.Is(HostRoles.Gateway) ? "gateway" : $"{Role}: {(Topology.Modules.Contains("*") ? "all modules" : string.Join(", ", Topology.Modules))}";

    public string Database => Topology?.Database ?? TopologyHost.DefaultDatabase;

    /// <summary>Who comes first when all stop: nobody is sent to a host that is gone.</summary>
    public bool IsGateway => Topology?.Is(HostRoles.Gateway) == true;

    public bool IsApi => Topology?.Is(HostRoles.Api) != false;

    private string Role => string.Join(" and ", new[] { HostRoles.Api, HostRoles.Worker }.Where(Topology!.Is).Select(role => role.ToString().ToLowerInvariant()));
}
