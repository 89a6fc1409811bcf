using System.Security.Cryptography;

namespace Roost.Security.Tokens;

/// <summary>Reads PEM text (RFC 7468). Every fault is a <see cref="FormatException"/> that never quotes the text.</summary>
internal static class PemKey
{
    private const string P256 = "1.2.840.10045.3.1.7";

    public static ECParameters ReadPrivate(string pem)
    {
        using ECDsa ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportFromPem(Lines(pem));
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            throw new FormatException("is not the PEM text of one unencrypted EC private key (PKCS#8 or SEC1).", fault);
        }

        try
        {
            return P256Only(ecdsa.ExportParameters(includePrivateParameters: true));
        }
        catch (CryptographicException fault)
        {
            throw new FormatException("is a public key; signing needs the private one.", fault);
        }
    }

    public static VerificationKey ReadPublic(string pem, SignatureAlgorithm rsaAlgorithm)
    {
        string text = Lines(pem);
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw new FormatException("is a private key; only public keys belong here. Replace it, and treat the private key as disclosed to this host.");
        }

        try
        {
            return IsRsa(text) ? ReadRsa(text, rsaAlgorithm) : ReadEc(text);
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            throw new FormatException("is not the PEM text of one EC P-256 or RSA public key.", fault);
        }
    }

    private static EcVerificationKey ReadEc(string pem)
    {
        using ECDsa ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(pem);
        ECParameters key = P256Only(ecdsa.ExportParameters(includePrivateParameters: false));
        return new EcVerificationKey(JwkThumbprint.Of(key), key);
    }

    private static RsaVerificationKey ReadRsa(string pem, SignatureAlgorithm algorithm)
    {
        using RSA rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        RSAParameters key = RsaLimits.Check(rsa.ExportParameters(includePrivateParameters: false));
        return new RsaVerificationKey(JwkThumbprint.Of(key), key, algorithm);
    }

    private static bool IsRsa(string pem)
    {
        try
        {
            using RSA rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Other curves of the same length exist (secp256k1, brainpool), so the name decides and not the length.</summary>
    private static ECParameters P256Only(ECParameters key) =>
        key.Curve.IsNamed && (key.Curve.Oid.Value == P256 || key.Curve.Oid.FriendlyName is "nistP256" or "ECDSA_P256")
            ? key
            : throw new FormatException("is not on the curve P-256 (also called prime256v1).");

    /// <summary>Environment variables and one-line files often carry line breaks as the two characters <c>\n</c>.</summary>
    private static string Lines(string pem) => pem.Replace("\\n", "\n", StringComparison.Ordinal);
}
