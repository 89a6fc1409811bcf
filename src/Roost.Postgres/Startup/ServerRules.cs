using Roost.Postgres.Schema;
using Roost.Startup;

namespace Roost.Postgres.Startup;

/// <summary>What must hold of a server before a host may use it.</summary>
internal static class ServerRules
{
    private const int OldestVersion = 150000;
    private const int RolesOfAHost = 2;

    public static IReadOnlyList<Fault> Check(ServerFacts facts, PostgresOptions options, IReadOnlyList<ExpectedVersion> expected)
    {
        var faults = new List<Fault>();
        if (facts.Version < OldestVersion)
        {
            faults.Add(new("RST031", $"The server is PostgreSQL {facts.Version / 10000}; Roost needs 15 or newer.", $"{PostgresOptions.Section}:App", "Upgrade the server, or point the connection string at a newer one."));
        }

        if (facts.BypassesRowSecurity)
        {
            faults.Add(new(
                "RST032",
                $"The application role {facts.User} can bypass row-level security, so every tenant could read every other's rows.",
                $"{PostgresOptions.Section}:App",
                $"ALTER ROLE \"{facts.User}\" NOSUPERUSER NOBYPASSRLS, or use another role."));
        }

        // A superuser is a member of everything; the fault before says that.
        if (facts is { BypassesRowSecurity: false, OwnedTable: { } owned })
        {
            faults.Add(new(
                "RST035",
                $"The application role {facts.User} is the owner of tables, or a member of their owner, such as {owned}, so it could take the row-level security off them.",
                $"{PostgresOptions.Section}:App",
                "Use a role of its own for the application, that owns nothing and is a member of no owner; migrate grants it what it needs."));
        }

        var needed = options.Hosts * RolesOfAHost * options.PoolSize;
        if (needed > facts.ConnectionsForUs)
        {
            faults.Add(new(
                "RST033",
                $"{options.Hosts} hosts × {RolesOfAHost} roles × a pool of {options.PoolSize} make {needed} connections; the server allows {facts.ConnectionsForUs}.",
                $"{PostgresOptions.Section}:PoolSize",
                "Lower PoolSize, raise max_connections on the server, or put a pooler in between."));
        }

        var pending = expected.Where(version => IsOlder(facts.Versions?.GetValueOrDefault(version.Part), version.Version)).ToList();
        if (pending.Count > 0)
        {
            faults.Add(new(
                "RST034",
                $"The database's schema is older than this build: {string.Join(", ", pending.Select(version => Describe(version, facts)))}.",
                string.Join(", ", pending.Select(version => version.Where).Distinct()),
                "Run the host's migrate command with the owner's connection string; ./roost up does it by itself."));
        }

        return faults;
    }

    /// <summary>A newer schema is in order: the version before this one keeps working while the next is being rolled out.</summary>
    private static bool IsOlder(string? found, string expected) =>
        found is null || (int.TryParse(found, out var a) && int.TryParse(expected, out var b) ? a < b : string.CompareOrdinal(found, expected) < 0);

    private static string Describe(ExpectedVersion version, ServerFacts facts) =>
        $"{version.Part} is at {facts.Versions?.GetValueOrDefault(version.Part) ?? "nothing"}, expected {version.Version}";
}
