using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Roost.Security.Tokens;

/// <summary>The SHA-256 thumbprint of a public key, base64url (RFC 7638, 3): required members only, in order, without space.</summary>
internal static class JwkThumbprint
{
    public static string Of(ECParameters key) => Hash(
        $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(key.Q.X)}}","y":"{{Base64Url.EncodeToString(key.Q.Y)}}"}""");

    public static string Of(RSAParameters key) => Hash(
        $$"""{"e":"{{Base64Url.EncodeToString(key.Exponent)}}","kty":"RSA","n":"{{Base64Url.EncodeToString(key.Modulus)}}"}""");

    private static string Hash(string members) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(members)));
}
