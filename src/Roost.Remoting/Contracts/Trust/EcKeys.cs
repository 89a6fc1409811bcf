using System.Security.Cryptography;

namespace Roost.Remoting.Contracts.Trust;

/// <summary>Reads and writes the keys of hosts. What is wrong with one is a <see cref="FormatException"/> that never quotes it.</summary>
internal static class EcKeys
{
    public static ECDiffieHellman ReadPrivate(string text) => Read(text, "an EC P-256 private key (PKCS#8)", static (key, bytes) => key.ImportPkcs8PrivateKey(bytes, out _));

    public static ECDiffieHellman ReadPublic(string text) => Read(text, "an EC P-256 public key (SubjectPublicKeyInfo)", static (key, bytes) => key.ImportSubjectPublicKeyInfo(bytes, out _));

    /// <summary>A new key, as <see cref="TrustOptions.Key"/> and <see cref="TrustOptions.Hosts"/> have its halves.</summary>
    public static (string Private, string Public) Create()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return (Convert.ToBase64String(key.ExportPkcs8PrivateKey()), Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()));
    }

    private static ECDiffieHellman Read(string text, string what, Action<ECDiffieHellman, byte[]> import)
    {
        var key = ECDiffieHellman.Create();
        try
        {
            import(key, PemEncoding.TryFind(text, out var pem) ? Convert.FromBase64String(text[pem.Base64Data]) : Convert.FromBase64String(text));
            return IsP256(key) ? key : throw new CryptographicException("It is of another curve.");
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            key.Dispose();
            throw new FormatException($"is not {what}, in PEM or Base64.", exception);
        }
    }

    // Two keys of different curves agree on nothing, and there are other curves of 256 bits.
    private static bool IsP256(ECDiffieHellman key)
    {
        var curve = key.ExportParameters(includePrivateParameters: false).Curve;
        return curve.IsNamed && curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value;
    }
}
