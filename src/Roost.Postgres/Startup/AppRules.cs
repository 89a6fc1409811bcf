using Roost.Postgres.Connections;
using Roost.Postgres.Schema;
using Roost.Startup;

namespace Roost.Postgres.Startup;

/// <summary>What must hold of the server, as the application's role sees it, before a host may use it.</summary>
internal static class AppRules
{
    private const int RolesOfAHost = 2;
    private const string Key = $"{PostgresOptions.Section}:{nameof(PostgresOptions.App)}";

    public static IReadOnlyList<Fault> Check(ServerFacts facts, PostgresOptions options, IReadOnlyList<ExpectedVersion> expected, IReadOnlyList<ConnectionsApart> apart)
    {
        var faults = new List<Fault>();
        faults.AddRange(ServerRules.Check(facts, Key, expected));
        if (facts.BypassesRowSecurity)
        {
            faults.Add(new(
                "RST032",
                "The application role can bypass row-level security, by itself or as a member of a role that can, so every tenant could read every other's rows.",
                $"{Key}, user {facts.User}",
                $"ALTER ROLE \"{facts.User}\" NOSUPERUSER NOBYPASSRLS, and REVOKE from it every role that is a superuser or has BYPASSRLS; or use another role."));
        }

        // A superuser is a member of everything; the fault before says that.
        if (facts is { IsSuperuser: false, OwnedTable: { } owned })
        {
            faults.Add(new(
                "RST035",
                $"The application role is the owner of tables, or a member of their owner, such as {owned}, so it could take the row-level security off them.",
                $"{Key}, user {facts.User}",
                "Use a role of its own for the application, that owns nothing and is a member of no owner; migrate grants it what it needs."));
        }

        var needed = options.Hosts * ((RolesOfAHost * options.PoolSize) + apart.Sum(each => each.Count));
        if (needed > facts.ConnectionsForUs)
        {
            faults.Add(new(
                "RST033",
                $"{options.Hosts} hosts × ({RolesOfAHost} roles × a pool of {options.PoolSize}{string.Concat(apart.Select(each => $" + {each.Count} for {each.Purpose}"))}) make {needed} connections; the server allows {facts.ConnectionsForUs}.",
                $"{PostgresOptions.Section}:PoolSize",
                "Lower PoolSize, raise max_connections on the server, or put a pooler in between."));
        }

        return faults;
    }
}
