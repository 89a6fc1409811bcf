using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Roost.Topology;

namespace Roost.Remoting.Contracts.Trust;

/// <summary>
/// The keys that this host shares with each of the others, one for each direction: agreed upon by Diffie and Hellman from its own private key and the other's public
/// one (NIST SP 800-56A), and derived by HKDF (RFC 5869). No third host can make them, and none is ever sent.
/// </summary>
internal sealed class PairKeys(IOptions<TrustOptions> options, HostShape shape)
{
    private readonly ConcurrentDictionary<string, byte[][]> _outgoing = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[][]> _incoming = new(StringComparer.Ordinal);

    /// <summary>The key for calls to another host.</summary>
    public byte[] To(string host) => _outgoing.GetOrAdd(host, static (host, keys) => keys.Derive(host, keys.Self, host), this)[0];

    /// <summary>The keys that calls from another host may be sealed with; none if nobody knows it.</summary>
    public byte[][] From(string host) => !options.Value.Hosts.ContainsKey(host) ? [] : _incoming.GetOrAdd(host, static (host, keys) => keys.Derive(host, host, keys.Self), this);

    private string Self => shape.Name;

    private byte[][] Derive(string host, string caller, string callee)
    {
        var info = Encoding.UTF8.GetBytes($"roost contract call 1\n{caller}\n{callee}");
        string?[] own = [options.Value.Key, options.Value.PreviousKey];
        return
        [
            .. from mine in own
               where !string.IsNullOrEmpty(mine)
               from theirs in options.Value.Hosts[host].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
               select Derive(mine, theirs, info),
        ];
    }

    private static byte[] Derive(string mine, string theirs, byte[] info)
    {
        using var own = EcKeys.ReadPrivate(mine);
        using var other = EcKeys.ReadPublic(theirs);
        var agreed = own.DeriveRawSecretAgreement(other.PublicKey);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, agreed, outputLength: 32, info: info);
    }
}
