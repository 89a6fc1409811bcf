using System.Buffers.Binary;

namespace Shop.Faults.Tests.Proxy;

/// <summary>A frame of HTTP/2 (RFC 9113 section 4.1).</summary>
/// <param name="Raw">All of it, with its header of nine bytes.</param>
internal sealed record Http2Frame(byte[] Raw)
{
    private const int Header = 9;
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte EndStream = 0x1;
    private const byte Padded = 0x8;
    private const byte Priority = 0x20;

    /// <summary>The request that it belongs to; 0 for those that are about the connection.</summary>
    public int Stream => BinaryPrimitives.ReadInt32BigEndian(Raw.AsSpan(5)) & int.MaxValue;

    /// <summary>Whether fields begin here: from a client, a request.</summary>
    public bool IsHeaders => Raw[3] == Headers;

    /// <summary>Whether its sender gives its stream up.</summary>
    public bool IsReset => Raw[3] == Reset;

    /// <summary>Whether nothing follows in its stream.</summary>
    public bool IsLast => IsReset || (Raw[3] is Data or Headers && Has(EndStream));

    /// <summary>The fields that begin here, compressed.</summary>
    public ReadOnlySpan<byte> Fields => Raw.AsSpan(Header + (Has(Padded) ? 1 : 0) + (Has(Priority) ? 5 : 0));

    /// <summary>The next one of a connection; <see langword="null"/> if there is none.</summary>
    public static async Task<Http2Frame?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var header = new byte[Header];
        if (await stream.ReadAtLeastAsync(header, Header, throwOnEndOfStream: false, cancellationToken) < Header)
        {
            return null;
        }

        var raw = new byte[Header + ((header[0] << 16) | (header[1] << 8) | header[2])];
        header.CopyTo(raw, 0);
        var rest = raw.AsMemory(Header);
        return await stream.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancellationToken) < rest.Length ? null : new(raw);
    }

    private bool Has(byte flag) => (Raw[4] & flag) != 0;
}
