using Microsoft.Extensions.Options;
using Roost.Remoting.Contracts.Events;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Remoting.Contracts.Trust;

/// <summary>Checks that this host has a key, and that it knows those of the hosts that it speaks with.</summary>
internal sealed class TrustCheck(IOptions<TrustOptions> options, HostShape shape, IEnumerable<EventsAreSigned> signed) : IStartupCheck
{
    private const string Remedy = "The host's command 'host-key' makes a key and prints both its halves: the private one for this host, the public one for the others.";

    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        var trust = options.Value;
        var isSigned = signed.Any();
        var peers = shape.Topology!.Hosts.Where(host => host.Name != shape.Name && (IsCalled(host) || IsCalled(shape.Topology.Self) || (isSigned && IsSender(host)))).ToList();
        if (peers.Count == 0)
        {
            return default;
        }

        if (string.IsNullOrEmpty(trust.Key))
        {
            faults.Add(new("RST130", "This host has no key by which the others could know it.", $"{TrustOptions.Section}:{nameof(TrustOptions.Key)}", Remedy));
        }

        Read(trust.Key, nameof(TrustOptions.Key), EcKeys.ReadPrivate);
        Read(trust.PreviousKey, nameof(TrustOptions.PreviousKey), EcKeys.ReadPrivate);
        foreach (var peer in peers)
        {
            var where = $"{nameof(TrustOptions.Hosts)}:{peer.Name}";
            // A file may say null.
            if (!trust.Hosts.TryGetValue(peer.Name, out var keys) || string.IsNullOrEmpty(keys?.Trim(' ', ',')))
            {
                faults.Add(new("RST131", $"The public key of host '{peer.Name}' is not known here.", $"{TrustOptions.Section}:{where}", Remedy));
                continue;
            }

            foreach (var key in keys.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                Read(key, where, EcKeys.ReadPublic);
            }
        }

        return default;

        bool IsSender(TopologyHost host) => host.Is(HostRoles.Worker) && host.Database != shape.Topology!.Self.Database;

        static bool IsCalled(TopologyHost host) => host.InternalPort is not null;

        void Read(string? key, string where, Func<string, IDisposable> read)
        {
            try
            {
                if (!string.IsNullOrEmpty(key))
                {
                    read(key).Dispose();
                }
            }
            catch (FormatException exception)
            {
                faults.Add(new("RST132", $"The key {exception.Message}", $"{TrustOptions.Section}:{where}", Remedy));
            }
        }
    }
}
