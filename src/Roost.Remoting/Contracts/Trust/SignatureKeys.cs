using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Roost.Remoting.Contracts.Trust;

/// <summary>Signs with this host's own key what many hosts are to believe, and checks what others have signed.</summary>
internal sealed class SignatureKeys(IOptions<TrustOptions> options) : IDisposable
{
    // A key of the framework's is for one thread at a time, and a signature takes microseconds.
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ECDsa[]> _others = new(StringComparer.Ordinal);
    private readonly Lazy<ECDsa> _own = new(() => Private(options.Value.Key ?? throw new InvalidOperationException($"This host has no key: {TrustOptions.Section}:{nameof(TrustOptions.Key)}.")));

    public byte[] Sign(byte[] data)
    {
        lock (_lock)
        {
            return _own.Value.SignData(data, HashAlgorithmName.SHA256);
        }
    }

    /// <summary>Whether a host's public key is known here.</summary>
    public bool Knows(string host) => options.Value.Hosts.ContainsKey(host);

    /// <summary>Whether a host that is known here has signed it, with its key of now or one that is to come.</summary>
    public bool Verify(string host, byte[] data, byte[] signature)
    {
        lock (_lock)
        {
            return Array.Exists(Of(host), key => key.VerifyData(data, signature, HashAlgorithmName.SHA256));
        }
    }

    public void Dispose()
    {
        foreach (var key in _others.Values.SelectMany(keys => keys))
        {
            key.Dispose();
        }

        if (_own.IsValueCreated)
        {
            _own.Value.Dispose();
        }
    }

    private ECDsa[] Of(string host)
    {
        if (!options.Value.Hosts.TryGetValue(host, out var keys))
        {
            return [];
        }

        return _others.TryGetValue(host, out var read) ? read : _others[host] = Read(keys);
    }

    private static ECDsa[] Read(string keys) => [.. keys.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Public)];

    private static ECDsa Private(string key)
    {
        using var read = EcKeys.ReadPrivate(key);
        return ECDsa.Create(read.ExportParameters(includePrivateParameters: true));
    }

    private static ECDsa Public(string key)
    {
        using var read = EcKeys.ReadPublic(key);
        return ECDsa.Create(read.ExportParameters(includePrivateParameters: false));
    }
}
