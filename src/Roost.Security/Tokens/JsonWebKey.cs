using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Roost.Security.Tokens;

/// <summary>Reads one public JWK (RFC 7517). Every fault is a <see cref="FormatException"/>.</summary>
internal static class JsonWebKey
{
    public static VerificationKey Read(string json, SignatureAlgorithm rsaAlgorithm)
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(Encoding.UTF8.GetBytes(json));
            return Read(document.RootElement, rsaAlgorithm);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new FormatException("is not a JWK in JSON, or has a member twice or of the wrong type.", fault);
        }
        catch (CryptographicException fault)
        {
            throw new FormatException("is a JWK whose values make no valid public key.", fault);
        }
    }

    private static VerificationKey Read(JsonElement jwk, SignatureAlgorithm rsaAlgorithm)
    {
        string? kind = Text(jwk, "kty");
        if (kind == "oct" || jwk.TryGetProperty("d", out _))
        {
            throw new FormatException("is a secret or private JWK; only public keys belong here.");
        }

        if (Text(jwk, "use") is not (null or "sig"))
        {
            throw new FormatException("is a JWK for another use than \"sig\".");
        }

        string? algorithm = Text(jwk, "alg");
        string? id = Text(jwk, "kid");
        return kind switch
        {
            "EC" when Text(jwk, "crv") == "P-256" && algorithm is null or "ES256" => ReadEc(jwk, id),
            "RSA" when algorithm is null or "RS256" or "PS256" => ReadRsa(jwk, id, SignatureAlgorithms.Find(algorithm) ?? rsaAlgorithm),
            _ => throw new FormatException("is a JWK of a kind that is not accepted: EC P-256 with ES256, RSA with RS256 or PS256 are."),
        };
    }

    private static EcVerificationKey ReadEc(JsonElement jwk, string? id)
    {
        var key = new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Bytes(jwk, "x"), Y = Bytes(jwk, "y") },
        };
        if (key.Q.X.Length != 32 || key.Q.Y.Length != 32)
        {
            throw new FormatException("is a JWK whose x and y are not 32 bytes each (RFC 7518, 6.2.1).");
        }

        // Says here, not at the first token, that the point is not on the curve.
        ECDsa.Create(key).Dispose();
        return new EcVerificationKey(id ?? JwkThumbprint.Of(key), key);
    }

    private static RsaVerificationKey ReadRsa(JsonElement jwk, string? id, SignatureAlgorithm algorithm)
    {
        RSAParameters key = RsaLimits.Check(new RSAParameters { Modulus = Bytes(jwk, "n"), Exponent = Bytes(jwk, "e") });
        return new RsaVerificationKey(id ?? JwkThumbprint.Of(key), key, algorithm);
    }

    private static string? Text(JsonElement jwk, string name) =>
        jwk.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static byte[] Bytes(JsonElement jwk, string name) =>
        StrictBase64Url.TryDecode(Encoding.UTF8.GetBytes(Text(jwk, name) ?? ""), out byte[]? bytes)
            ? bytes
            : throw new FormatException($"is a JWK without a base64url member \"{name}\".");
}
