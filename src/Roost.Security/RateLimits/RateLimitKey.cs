using System.Buffers.Binary;

namespace Roost.Security.RateLimits;

/// <summary>Whose requests are counted together.</summary>
/// <param name="Policy">The limit's name: <c>default</c>, <c>sign-in</c>, <c>tenant</c> or <c>tenant-visitors</c>.</param>
/// <param name="Caller">A principal's or tenant's id, or an address: the whole of it in IPv4, as <c>::ffff:a.b.c.d</c>, the first 64 bits in IPv6.</param>
/// <param name="IsVisitor">Whether it is an address: anybody can have many of them.</param>
public readonly record struct RateLimitKey(string Policy, UInt128 Caller, bool IsVisitor = false)
{
    /// <summary>An id as a number.</summary>
    internal static UInt128 NumberOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt128LittleEndian(bytes);
    }
}
