using System.Security.Cryptography;

namespace Roost.Security.Tokens;

/// <summary>Makes keys for <see cref="TokenOptions.SigningKey"/>.</summary>
public static class SigningKeyPem
{
    /// <summary>A new private EC P-256 key as PKCS#8 PEM text. A secret.</summary>
    public static string Create()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>The public half, as PEM text for <see cref="TokenOptions.PublicKeys"/> of hosts that only verify.</summary>
    /// <param name="signingKey">PEM text of an unencrypted PKCS#8 or SEC1 EC P-256 private key.</param>
    /// <exception cref="FormatException"><paramref name="signingKey"/> is something else; the message says what.</exception>
    public static string PublicPart(string signingKey)
    {
        ECParameters key = PemKey.ReadPrivate(signingKey);
        using ECDsa ecdsa = ECDsa.Create(new ECParameters { Curve = key.Curve, Q = key.Q });
        return ecdsa.ExportSubjectPublicKeyInfoPem();
    }
}
