using System.Globalization;
using System.Text;

namespace Shop.Faults.Tests.Proxy;

/// <summary>Cuts a stream into HTTP/1.1 messages, requests or answers (RFC 9112 sections 2.1, 6 and 7.1). An answer that ends with its connection is none of the sandbox's.</summary>
internal sealed class HttpMessageReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _next;
    private int _end;

    /// <summary>The next message, byte for byte, or <see langword="null"/> if there is none.</summary>
    public async Task<HttpMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        using var raw = new MemoryStream();
        if (await LineAsync(raw, cancellationToken) is not { } first)
        {
            return null;
        }

        var length = 0L;
        var isChunked = false;
        while (await LineAsync(raw, cancellationToken) is { Length: > 0 } header)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (header[..colon], header[(colon + 1)..].Trim());
            length = name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) ? long.Parse(value, CultureInfo.InvariantCulture) : length;
            isChunked |= name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase) && value.Equals("chunked", StringComparison.OrdinalIgnoreCase);
        }

        var isWhole = isChunked ? await ChunksAsync(raw, cancellationToken) : await BytesAsync(raw, length, cancellationToken);
        return isWhole ? new(first, raw.ToArray()) : null;
    }

    private async Task<bool> ChunksAsync(MemoryStream raw, CancellationToken cancellationToken)
    {
        while (await LineAsync(raw, cancellationToken) is { } size)
        {
            // The empty chunk is followed by trailers, and each other one by a line's end.
            var length = long.Parse(size.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (!await BytesAsync(raw, length, cancellationToken) || await LineAsync(raw, cancellationToken) is not { } rest)
            {
                return false;
            }

            if (length == 0)
            {
                return rest.Length == 0;
            }
        }

        return false;
    }

    private async Task<bool> BytesAsync(MemoryStream raw, long length, CancellationToken cancellationToken)
    {
        for (; length > 0; length--)
        {
            if (await ByteAsync(cancellationToken) is not { } one)
            {
                return false;
            }

            raw.WriteByte(one);
        }

        return true;
    }

    private async Task<string?> LineAsync(MemoryStream raw, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (await ByteAsync(cancellationToken) is { } one)
        {
            raw.WriteByte(one);
            if (one == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one);
        }

        return null;
    }

    private async ValueTask<byte?> ByteAsync(CancellationToken cancellationToken)
    {
        if (_next == _end)
        {
            (_next, _end) = (0, await stream.ReadAsync(_buffer, cancellationToken));
        }

        return _end == 0 ? null : _buffer[_next++];
    }
}
