using System.Security.Cryptography;
using System.Text;

namespace Roost.Messaging.Sagas.Driving;

/// <summary>Names what a step does elsewhere: the same again in each attempt, and no other step's of any instance.</summary>
internal static class StepKeys
{
    private const int TimeBytes = 6;

    public static Guid Of(Guid saga, string step, bool isUndo) => Derive(saga, $"{(isUndo ? "undo" : "do")} {step}");

    // A UUIDv8 as in RFC 9562, section 5.8: the time of the instance's own id in front, so that they lie together in indexes, then a hash.
    private static Guid Derive(Guid saga, string step)
    {
        Span<byte> name = [.. saga.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(step)];
        Span<byte> key = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, key);
        name[..TimeBytes].CopyTo(key);
        key[6] = (byte)(0x80 | (key[6] & 0x0F));
        key[8] = (byte)(0x80 | (key[8] & 0x3F));
        return new Guid(key[..16], bigEndian: true);
    }
}
