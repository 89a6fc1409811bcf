using System.Buffers.Binary;

namespace Roost.Messaging.Faults.Tests.Proxy;

/// <summary>Cuts a stream into PostgreSQL's messages: a byte for the type, four for the length, which counts itself (PostgreSQL, Frontend/Backend Protocol, 55.7).</summary>
internal sealed class MessageReader(Stream stream)
{
    private const int Header = 5;
    private readonly BufferedStream _stream = new(stream, 64 * 1024);

    /// <summary>The next message with its header, or <see langword="null"/> if there is none.</summary>
    public async Task<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        var header = new byte[Header];
        return await ReadAsync(header, typeLength: 1, cancellationToken);
    }

    /// <summary>The first message, which has no type.</summary>
    public async Task<byte[]?> ReadStartAsync(CancellationToken cancellationToken)
    {
        var header = new byte[Header - 1];
        return await ReadAsync(header, typeLength: 0, cancellationToken);
    }

    private async Task<byte[]?> ReadAsync(byte[] header, int typeLength, CancellationToken cancellationToken)
    {
        if (await _stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken) < header.Length)
        {
            return null;
        }

        var message = new byte[typeLength + BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(typeLength))];
        header.CopyTo(message, 0);
        var rest = message.AsMemory(header.Length);
        return await _stream.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancellationToken) < rest.Length ? null : message;
    }
}
