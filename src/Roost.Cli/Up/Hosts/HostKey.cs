using System.Security.Cryptography;

namespace Roost.Cli.Up.Hosts;

/// <summary>The key of one host for one run, as <c>Roost:Trust</c> has its halves.</summary>
internal sealed record HostKey(string Private, string Public)
{
    public static HostKey Create()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return new(Convert.ToBase64String(key.ExportPkcs8PrivateKey()), Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()));
    }
}
