using Roost.Messaging.Faults.Tests.Proxy;
using Shop.Faults.Tests.Proxy;

namespace Shop.Faults.Tests.Topologies;

/// <summary>The other hosts, as one of them has them around it in one life: by ports that lead to theirs, and hear what is asked there.</summary>
internal sealed class Neighbours : IAsyncDisposable
{
    private readonly List<(string Host, int Target, HostLink Link)> _links = [];
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"topology-{Guid.CreateVersion7():N}.json");

    /// <param name="topology">All hosts.</param>
    /// <param name="itself">The one in the middle.</param>
    /// <param name="script">Hears what it asks of others, and knows at which request it is to die.</param>
    /// <param name="fate">What happens to it then.</param>
    public Neighbours(ServicesTopology topology, ServiceHost itself, Script script, IFate fate)
    {
        foreach (var host in topology.Hosts.Where(host => host.IsApi && host != itself))
        {
            if (itself.IsGateway)
            {
                _links.Add((host.Name, host.Port, new(host.Port, new HttpRelay(script, fate, $"{host.Name} ").RunAsync)));
            }

            _links.Add((host.Name, host.InternalPort!.Value, new(host.InternalPort.Value, new Http2Relay(script, fate, $"{host.Name} ").RunAsync)));
        }

        _links.ForEach(link => link.Link.Open());
        File.WriteAllText(_file, topology.For(itself, port => _links.SingleOrDefault(link => link.Target == port).Link?.Port ?? port));
        Settings = new Dictionary<string, string?> { ["Roost:Host:Topology"] = _file };
    }

    /// <summary>The settings that lead to them.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>Lets a host be reached.</summary>
    public void Open(string host)
    {
        foreach (var link in LinksTo(host))
        {
            link.Open();
        }
    }

    /// <summary>A host is gone: nobody is there any more.</summary>
    public Task CloseAsync(string host) => Task.WhenAll(LinksTo(host).Select(link => link.CloseAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, _, link) in _links)
        {
            await link.DisposeAsync();
        }

        File.Delete(_file);
    }

    private IEnumerable<HostLink> LinksTo(string host) => _links.Where(link => link.Host == host).Select(link => link.Link);
}
