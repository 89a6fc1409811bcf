using Roost.Postgres.Schema;
using Roost.Startup;

namespace Roost.Postgres.Startup;

/// <summary>What must hold of a server before a host may use it, under whichever role.</summary>
internal static class ServerRules
{
    private const int OldestVersion = 150000;

    public static IEnumerable<Fault> Check(ServerFacts facts, string key, IReadOnlyList<ExpectedVersion> expected)
    {
        if (facts.Version < OldestVersion)
        {
            yield return new("RST031", $"The server is PostgreSQL {facts.Version / 10000}; Roost needs 15 or newer.", key, "Upgrade the server, or point the connection string at a newer one.");
        }

        var pending = expected.Where(version => IsOlder(facts.Versions?.GetValueOrDefault(version.Part), version.Version)).ToList();
        if (pending.Count > 0)
        {
            yield return new(
                "RST034",
                $"The database's schema is older than this build: {string.Join(", ", pending.Select(version => Describe(version, facts)))}.",
                $"{key}; {string.Join(", ", pending.Select(version => version.Where).Distinct())}",
                "Run the host's migrate command with the owner's connection string; ./roost up does it by itself. If that was done, the connection string leads to another database.");
        }
    }

    /// <summary>A newer schema is in order: the version before this one keeps working while the next is being rolled out.</summary>
    private static bool IsOlder(string? found, string expected) =>
        found is null || (int.TryParse(found, out var a) && int.TryParse(expected, out var b) ? a < b : string.CompareOrdinal(found, expected) < 0);

    private static string Describe(ExpectedVersion version, ServerFacts facts) =>
        $"{version.Part} is at {facts.Versions?.GetValueOrDefault(version.Part) ?? "nothing"}, expected {version.Version}";
}
