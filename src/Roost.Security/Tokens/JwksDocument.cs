using System.Buffers;
using System.Text.Json;

namespace Roost.Security.Tokens;

/// <summary>Our public keys as a JWK Set (RFC 7517, 5), written once for each key ring.</summary>
internal sealed class JwksDocument(IKeyRingSource keys)
{
    private Written? _written;

    public ReadOnlyMemory<byte> Current
    {
        get
        {
            KeyRing ring = keys.Current;
            Written? written = Volatile.Read(ref _written);
            if (written is null || written.Ring != ring)
            {
                written = new Written(ring, Write(ring));
                Volatile.Write(ref _written, written);
            }

            return written.Json;
        }
    }

    private static byte[] Write(KeyRing ring)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys"u8);
            foreach (VerificationKey key in ring.Published)
            {
                key.WriteTo(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private sealed record Written(KeyRing Ring, byte[] Json);
}
