using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Roost.Security.Tokens;

/// <summary>The SHA-256 of a token: what the cache knows it by, so that no token stays in memory and no comparison leaks one by time.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TokenDigest(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    public static TokenDigest Of(ReadOnlySpan<byte> token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(token, hash);
        return MemoryMarshal.Read<TokenDigest>(hash);
    }
}
