using System.Collections.Frozen;
using Roost.Messaging.Events.Declaration;
using Roost.Model;
using Roost.Topology;

namespace Roost.Remoting.Contracts.Events;

/// <summary>Which host may send which event: a worker of the database in which a module publishes it.</summary>
internal sealed class EventSenders(ApplicationModel model, TopologyModel topology)
{
    private readonly FrozenDictionary<string, string> _databases = model.Facts<EventFact>().DistinctBy(published => published.Fact.Name)
        .ToFrozenDictionary(published => published.Fact.Name, published => topology.DatabaseOf(published.Module), StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string> _hosts = topology.Hosts.Where(host => host.Is(HostRoles.Worker)).ToFrozenDictionary(host => host.Name, host => host.Database, StringComparer.Ordinal);

    public bool MaySend(string host, string eventName) => _hosts.TryGetValue(host, out var database) && _databases.GetValueOrDefault(eventName) == database;
}
