namespace Roost.Security.Tokens;

/// <summary>The three parts of a compact JWS (RFC 7515, 7.1), still encoded.</summary>
internal readonly ref struct CompactJws
{
    /// <summary>8 KiB: what a header line may hold on many servers. Checked before anything is read.</summary>
    public const int MaximumLength = 8 * 1024;

    private CompactJws(ReadOnlySpan<byte> token, int firstDot, int secondDot)
    {
        Header = token[..firstDot];
        Payload = token[(firstDot + 1)..secondDot];
        Signature = token[(secondDot + 1)..];
        SigningInput = token[..secondDot];
    }

    public ReadOnlySpan<byte> Header { get; }

    public ReadOnlySpan<byte> Payload { get; }

    public ReadOnlySpan<byte> Signature { get; }

    public ReadOnlySpan<byte> SigningInput { get; }

    /// <summary>Exactly two dots; a third would be an encrypted token, and those are not accepted.</summary>
    public static bool TrySplit(ReadOnlySpan<byte> token, out CompactJws jws)
    {
        jws = default;
        int firstDot = token.IndexOf((byte)'.');
        int secondDot = firstDot < 0 ? -1 : token[(firstDot + 1)..].IndexOf((byte)'.') + firstDot + 1;
        if (firstDot < 0 || secondDot == firstDot || token[(secondDot + 1)..].Contains((byte)'.'))
        {
            return false;
        }

        jws = new CompactJws(token, firstDot, secondDot);
        return true;
    }
}
