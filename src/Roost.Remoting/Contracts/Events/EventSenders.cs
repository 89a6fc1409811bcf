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

    private readonly FrozenDictionary<string, string?> _hosts = topology.Hosts.ToFrozenDictionary(host => host.Name, host => host.Is(HostRoles.Worker) ? host.Database : null, StringComparer.Ordinal);

    /// <summary>Whether both are known to this version of the image and of the topology.</summary>
    public bool Knows(string host, string eventName) => _hosts.ContainsKey(host) && _databases.ContainsKey(eventName);

    public bool MaySend(string host, string eventName) => _hosts.TryGetValue(host, out var database) && database is not null && _databases.GetValueOrDefault(eventName) == database;
}
