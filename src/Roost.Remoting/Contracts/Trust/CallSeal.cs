using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Roost.Operations;
using Roost.Remoting.Contracts.Wire;
using Roost.Topology;

namespace Roost.Remoting.Contracts.Trust;

/// <summary>
/// Seals what a host sends to another: who calls whom, when, in whose name, which method, with which arguments. In one header, <c>host.time.nonce.context.seal</c>; the seal is
/// an HMAC-SHA256 under the key of the pair, over all of them.
/// </summary>
internal sealed class CallSeal(PairKeys keys, SeenSeals seen, HostShape shape, TimeProvider time, IOptions<TrustOptions> options)
{
    public const string Header = "roost-call";
    private const int MaxHeader = 8 * 1024;
    private const int Mac = HMACSHA256.HashSizeInBytes;

    /// <summary>The header for a call.</summary>
    public string Seal(CallContext context, string callee, string path, ReadOnlySpan<byte> body)
    {
        var now = time.GetUtcNow();
        var json = JsonSerializer.SerializeToUtf8Bytes(WireContext.Of(context, now), WireJson.Default.WireContext);
        var head = $"{shape.Name}.{now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}.{Nonce()}.{Base64Url.EncodeToString(json)}";
        Span<byte> mac = stackalloc byte[Mac];
        Compute(keys.To(callee), head, callee, path, body, mac);
        return $"{head}.{Base64Url.EncodeToString(mac)}";
    }

    /// <summary>Opens the header of a call to this host.</summary>
    /// <returns>Who calls, and in whose name.</returns>
    /// <exception cref="UntrustedCallException">It is not to be believed; the message says why.</exception>
    public (string Caller, CallContext Context) Open(string? header, string path, ReadOnlySpan<byte> body)
    {
        if (header is null or { Length: > MaxHeader } || header.Split('.') is not [var caller, var issued, _, var context, var sealedWith])
        {
            throw new UntrustedCallException($"It has no '{Header}' header as hosts send it.");
        }

        Span<byte> given = stackalloc byte[Mac];
        if (!Base64Url.IsValid(sealedWith, out var length) || length != Mac || !Base64Url.TryDecodeFromChars(sealedWith, given, out _))
        {
            throw new UntrustedCallException("Its seal cannot be read.");
        }

        Verify(caller, header.AsSpan(0, header.Length - sealedWith.Length - 1), path, body, given);
        var now = time.GetUtcNow();
        var age = now - DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(issued, CultureInfo.InvariantCulture));
        if (age.Duration() > options.Value.Tolerance)
        {
            throw new UntrustedCallException($"By its own word it is of {age.TotalSeconds:0} s ago, and {options.Value.Tolerance.TotalSeconds:0} s are tolerated. Do the clocks of '{caller}' and '{shape.Name}' agree?");
        }

        if (!seen.TryAdd(sealedWith))
        {
            throw new UntrustedCallException("It was sent before, in these very words.");
        }

        return (caller, JsonSerializer.Deserialize(Base64Url.DecodeFromChars(context), WireJson.Default.WireContext)!.ToContext(now));
    }

    /// <summary>Whether a header is of a host that is known here, and of this time, by its own word: enough to read on, and to believe nothing.</summary>
    public bool IsKnown(string? header) =>
        header is { Length: <= MaxHeader } && header.Split('.', 3) is [var caller, var issued, _]
        && options.Value.Hosts.ContainsKey(caller)
        && long.TryParse(issued, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string Nonce()
    {
        Span<byte> nonce = stackalloc byte[12];
        RandomNumberGenerator.Fill(nonce);
        return Base64Url.EncodeToString(nonce);
    }

    private void Verify(string caller, ReadOnlySpan<char> head, string path, ReadOnlySpan<byte> body, ReadOnlySpan<byte> given)
    {
        var known = keys.From(caller);
        Span<byte> mac = stackalloc byte[Mac];
        foreach (var key in known)
        {
            Compute(key, head, shape.Name, path, body, mac);
            if (CryptographicOperations.FixedTimeEquals(mac, given))
            {
                return;
            }
        }

        throw new UntrustedCallException(known.Length == 0
            ? $"Nobody here knows a host '{caller}': its public key belongs into {TrustOptions.Section}:{nameof(TrustOptions.Hosts)}."
            : $"It is not sealed with the key of '{caller}'. Is its public key here, in {TrustOptions.Section}:{nameof(TrustOptions.Hosts)}, the one that belongs to its private key?");
    }

    private static void Compute(byte[] key, ReadOnlySpan<char> head, string callee, string path, ReadOnlySpan<byte> body, Span<byte> mac)
    {
        // The parts cannot run into each other: none but the last has a line break in it.
        var size = head.Length + callee.Length + path.Length + 3 + body.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var at = 0;
        Write(head, buffer, ref at);
        Write(callee, buffer, ref at);
        Write(path, buffer, ref at);
        body.CopyTo(buffer.AsSpan(at));
        HMACSHA256.HashData(key, buffer.AsSpan(0, size), mac);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static void Write(ReadOnlySpan<char> text, byte[] buffer, ref int at)
    {
        at += Encoding.ASCII.GetBytes(text, buffer.AsSpan(at));
        buffer[at++] = (byte)'\n';
    }
}
