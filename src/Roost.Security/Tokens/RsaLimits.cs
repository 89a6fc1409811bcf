using System.Security.Cryptography;

namespace Roost.Security.Tokens;

/// <summary>At least 2048 bits (RFC 7518, 3.3); at most 8192 and a short exponent, so that verifying stays cheap.</summary>
internal static class RsaLimits
{
    private const int MinimumBits = 2048;
    private const int MaximumBits = 8192;

    public static RSAParameters Check(RSAParameters key)
    {
        using RSA rsa = RSA.Create(key);
        if (rsa.KeySize is < MinimumBits or > MaximumBits)
        {
            throw new FormatException($"is an RSA key of {rsa.KeySize} bits; {MinimumBits} to {MaximumBits} are accepted.");
        }

        // As exported, without leading zeros, whatever the document said.
        RSAParameters plain = rsa.ExportParameters(includePrivateParameters: false);
        return plain.Exponent is { Length: <= 4 } exponent && (exponent[^1] & 1) == 1 && exponent is not [1]
            ? plain
            : throw new FormatException("is an RSA key with an unusual public exponent; 65537 is the usual one.");
    }
}
