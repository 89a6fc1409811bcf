using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Model;
using Roost.Remoting.Contracts.Trust;
using Roost.Topology;

namespace Roost.Remoting.Contracts.Client;

/// <summary>The hosts that serve each module, asked in turns. One that cannot be reached is passed over until it has been left alone for a second.</summary>
internal sealed class ContractHosts(HostShape shape, IOptions<TrustOptions> trust, TimeProvider time, ILogger<ContractHosts> logger) : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, ContractHost> _hosts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _away = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ModuleModel, ContractHost[]> _byModule = [];
    private uint _turn;

    /// <summary>The hosts to ask, in order; those that could not be reached a moment ago come last.</summary>
    public IEnumerable<ContractHost> Of(ModuleModel module)
    {
        var hosts = _byModule.GetOrAdd(module, Find);
        if (hosts.Length == 1)
        {
            return hosts;
        }

        var turn = Interlocked.Increment(ref _turn);
        return hosts.Select((_, i) => hosts[(turn + i) % hosts.Length]).OrderBy(IsAway);
    }

    /// <summary>Nothing was sent, because there was no connection to be had.</summary>
    public void Missed(ContractHost host, Exception exception)
    {
        if (!IsAway(host))
        {
            Log.Away(logger, host.Name, host.Address, exception.GetBaseException().Message);
        }

        _away[host.Name] = time.GetTimestamp();
    }

    public void Dispose()
    {
        foreach (var host in _hosts.Values)
        {
            host.Dispose();
        }
    }

    private bool IsAway(ContractHost host) => _away.TryGetValue(host.Name, out var since) && time.GetElapsedTime(since) < Rest;

    private ContractHost[] Find(ModuleModel module) =>
    [
        .. shape.Topology!.HostsOf(module, HostRoles.Api).Where(host => host.InternalPort is not null)
            .Select(host => _hosts.GetOrAdd(host.Name, static (_, made) => new(made.host, made.IsEncrypted), (host, trust.Value.IsEncrypted))),
    ];
}
