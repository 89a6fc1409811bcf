using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Roost.Remoting.Contracts.Trust;
using Roost.Remoting.TestHost;
using Roost.Startup;

namespace Roost.Remoting.Tests.Contracts;

/// <summary>What a host says at its start of the keys that it was given.</summary>
public sealed class TrustCheckTests
{
    private static readonly (string Private, string Public) Keys = EcKeys.Create();

    [Fact]
    public async Task Both_halves_that_are_needed_are_enough() => (await FaultsAsync(Keys.Private, Keys.Public)).ShouldBeEmpty();

    [Fact]
    public async Task All_that_is_missing_is_told_at_once()
    {
        var faults = await FaultsAsync(null, null);

        faults.Select(fault => (fault.Code, fault.Where)).ShouldBe([("RST130", "Roost:Trust:Key"), ("RST131", "Roost:Trust:Hosts:probe")]);
    }

    [Theory]
    [InlineData("1.3.36.3.3.2.8.1.1.7")] // brainpoolP256r1, as long as ours and another curve.
    [InlineData("1.3.132.0.34")] // P-384.
    public async Task A_key_of_another_curve_is_refused(string curve)
    {
        using var other = ECDiffieHellman.Create(ECCurve.CreateFromValue(curve));

        var faults = await FaultsAsync(Convert.ToBase64String(other.ExportPkcs8PrivateKey()), Convert.ToBase64String(other.ExportSubjectPublicKeyInfo()));

        faults.Select(fault => (fault.Code, fault.Where)).ShouldBe([("RST132", "Roost:Trust:Key"), ("RST132", "Roost:Trust:Hosts:probe")]);
    }

    [Fact]
    public async Task The_wrong_half_is_refused_and_not_quoted()
    {
        var faults = await FaultsAsync(Keys.Public, Keys.Private);

        faults.Select(fault => fault.Code).ShouldBe(["RST132", "RST132"]);
        faults[0].What.ShouldBe("The key is not an EC P-256 private key (PKCS#8), in PEM or Base64.");
        faults[1].What.ShouldBe("The key is not an EC P-256 public key (SubjectPublicKeyInfo), in PEM or Base64.");
    }

    private static async Task<List<Fault>> FaultsAsync(string? own, string? other)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """
            { "hosts": {
                "asker": { "roles": ["api"], "modules": ["asker"], "port": 1 },
                "probe": { "roles": ["api"], "modules": ["probe"], "port": 2, "internalPort": 3 } } }
            """);
        await using var host = ProbeHost.Build([], new Dictionary<string, string?>
        {
            ["Roost:Host:Topology"] = file,
            ["Roost:Host:Name"] = "asker",
            ["Roost:Trust:Key"] = own,
            ["Roost:Trust:Hosts:probe"] = other,
        });
        File.Delete(file);
        var faults = new List<Fault>();
        await host.Services.GetServices<IStartupCheck>().OfType<TrustCheck>().ShouldHaveSingleItem().CheckAsync(faults, CancellationToken.None);
        return faults;
    }
}
