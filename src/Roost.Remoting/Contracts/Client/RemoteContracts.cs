using Microsoft.Extensions.DependencyInjection;
using Roost.Contracts;
using Roost.Model;
using Roost.Operations;
using Roost.Topology;

namespace Roost.Remoting.Contracts.Client;

/// <summary>The ways to modules that are active in other hosts of the topology.</summary>
internal sealed class RemoteContracts(TopologyModel topology) : IContractChannelSource
{
    public bool Reaches(ModuleModel exporter) => topology.HostsOf(exporter, HostRoles.Api).Any(host => host.InternalPort is not null);

    public ContractChannel Open(ModuleModel exporter, IServiceProvider scope) =>
        new RemoteContractChannel(exporter, scope.GetRequiredService<Operation>(), scope.GetRequiredService<RemoteCaller>());
}
