using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Faults;
using Roost.Model;
using Roost.Remoting.Contracts.Trust;
using Roost.Topology;

namespace Roost.Remoting.Contracts.Client;

/// <summary>The hosts that serve each module, and those that have each database, asked in turns. One that cannot be reached is passed over until it has been left alone for a second.</summary>
internal sealed class ContractHosts(HostShape shape, IOptions<TrustOptions> trust, TimeProvider time, ILogger<ContractHosts> logger) : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, ContractHost> _hosts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _away = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ModuleModel, ContractHost[]> _byModule = [];
    private readonly ConcurrentDictionary<string, ContractHost[]> _byDatabase = new(StringComparer.Ordinal);
    private uint _turn;

    /// <summary>The hosts with a module to ask, in order; those that could not be reached a moment ago come last.</summary>
    public IEnumerable<ContractHost> Of(ModuleModel module) => InTurns(_byModule.GetOrAdd(module, _ => Find(host => host.Activates(module.Name))));

    /// <summary>The hosts with a database to ask, in order.</summary>
    public IEnumerable<ContractHost> Having(string database) => InTurns(_byDatabase.GetOrAdd(database, _ => Find(host => host.Database == database)));

    /// <summary>Sends a request to the first of several hosts that can be reached.</summary>
    /// <exception cref="NothingSentException">None can; nothing was sent.</exception>
    public async Task<RemoteAnswer> SendAsync(IEnumerable<ContractHost> hosts, string path, Func<string, string> seal, byte[] body, CancellationToken cancellationToken)
    {
        Exception? missed = null;
        foreach (var host in hosts)
        {
            try
            {
                using var response = await host.SendAsync(path, seal(host.Name), body, cancellationToken);
                return await RemoteAnswer.ReadAsync(response, cancellationToken);
            }
            catch (Exception exception) when (Unsent.Is(exception) && !cancellationToken.IsCancellationRequested)
            {
                Missed(host, exception);
                missed = exception;
            }
        }

        throw new NothingSentException(path, missed);
    }

    public void Dispose()
    {
        foreach (var host in _hosts.Values)
        {
            host.Dispose();
        }
    }

    private IEnumerable<ContractHost> InTurns(ContractHost[] hosts)
    {
        if (hosts.Length == 1)
        {
            return hosts;
        }

        var turn = Interlocked.Increment(ref _turn);
        return hosts.Select((_, i) => hosts[(turn + i) % hosts.Length]).OrderBy(IsAway);
    }

    private void Missed(ContractHost host, Exception exception)
    {
        if (!IsAway(host))
        {
            Log.Away(logger, host.Name, host.Address, exception.GetBaseException().Message);
        }

        _away[host.Name] = time.GetTimestamp();
    }

    private bool IsAway(ContractHost host) => _away.TryGetValue(host.Name, out var since) && time.GetElapsedTime(since) < Rest;

    private ContractHost[] Find(Func<TopologyHost, bool> isMeant) =>
    [
        .. shape.Topology!.Hosts.Where(host => host.Is(HostRoles.Api) && host.InternalPort is not null && isMeant(host))
            .Select(host => _hosts.GetOrAdd(host.Name, static (_, made) => new(made.host, made.IsEncrypted), (host, trust.Value.IsEncrypted))),
    ];
}
