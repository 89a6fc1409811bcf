using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Roost.Security.Tokens;

/// <summary>
/// Base64url as RFC 7515, 2 defines it, with one spelling for each value: no padding, no white space, unused bits zero.
/// The framework's decoder refuses unused bits that are set (tests hold it to that), but takes white space and padding.
/// </summary>
internal static class StrictBase64Url
{
    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out byte[]? decoded)
    {
        decoded = null;
        if (encoded.IsEmpty || encoded.Length % 4 == 1 || encoded.ContainsAnyExcept(Alphabet))
        {
            return false;
        }

        byte[] buffer = new byte[encoded.Length / 4 * 3 + Math.Max(0, encoded.Length % 4 - 1)];
        if (Base64Url.DecodeFromUtf8(encoded, buffer, out int consumed, out int written) != OperationStatus.Done
            || consumed != encoded.Length || written != buffer.Length)
        {
            return false;
        }

        decoded = buffer;
        return true;
    }
}
