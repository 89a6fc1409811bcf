using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Roost.Security.Tokens;

/// <summary>
/// An opaque refresh token: 256 random bits behind <c>rt_</c>, which secret scanners can find. Only its SHA-256 is stored; with that much
/// randomness a slow, salted hash adds nothing, and a plain one can be looked up by an index. Not a record, so that logging it does not print it.
/// </summary>
public sealed class RefreshToken
{
    private const string Prefix = "rt_";
    private const int SecretLength = 32;
    private const int EncodedLength = 43;

    private RefreshToken(string value) => (Value, Hash) = (value, HashOf(value));

    /// <summary>The token as the client gets it: <c>rt_</c> and 43 characters of base64url. A secret.</summary>
    public string Value { get; }

    /// <summary>The SHA-256 of <see cref="Value"/>, 32 bytes: what is stored and looked up.</summary>
    public byte[] Hash { get; }

    /// <summary>A new random token.</summary>
    public static RefreshToken Create() => new(Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength)));

    /// <summary>Reads what a client sent. What can't be a refresh token is refused here, without asking the store.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RefreshToken? token)
    {
        bool fits = text is not null
            && text.Length == Prefix.Length + EncodedLength
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && StrictBase64Url.TryDecode(Encoding.UTF8.GetBytes(text[Prefix.Length..]), out _);
        token = fits ? new RefreshToken(text!) : null;
        return fits;
    }

    private static byte[] HashOf(string value) => SHA256.HashData(Encoding.ASCII.GetBytes(value));
}
