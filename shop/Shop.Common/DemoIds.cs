using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Shop;

/// <summary>Ids for demo data that come out the same each time: a fixed day as the time of a UUIDv7, a hash as its random part.</summary>
internal static class DemoIds
{
    private const long FirstOfJanuary2026 = 1_767_225_600_000;

    public static Guid Create(string slug, int number)
    {
        Span<byte> id = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{slug}/{number}"), id);
        BinaryPrimitives.WriteInt64BigEndian(id, (FirstOfJanuary2026 + number) << 16);
        id[6] = (byte)(0x70 | (id[16] & 0x0F));
        id[7] = id[17];
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id[..16], bigEndian: true);
    }
}
