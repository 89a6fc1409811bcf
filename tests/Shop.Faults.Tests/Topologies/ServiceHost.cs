using System.Security.Cryptography;

namespace Shop.Faults.Tests.Topologies;

/// <summary>A host of a topology.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Roles">What it does.</param>
/// <param name="Modules">Those that are active in it.</param>
/// <param name="Database">Where they have their tables.</param>
/// <param name="Port">Where it serves endpoints and probes.</param>
/// <param name="InternalPort">Where it answers other hosts, if it does.</param>
internal sealed record ServiceHost(string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Modules, string? Database, int Port, int? InternalPort)
{
    /// <summary>What the others know it by.</summary>
    public (string Private, string Public) Key { get; } = NewKey();

    public bool IsGateway => Roles.Contains("gateway");

    public bool IsApi => Roles.Contains("api");

    public bool IsWorker => Roles.Contains("worker");

    private static (string Private, string Public) NewKey()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return (Convert.ToBase64String(key.ExportPkcs8PrivateKey()), Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()));
    }
}
