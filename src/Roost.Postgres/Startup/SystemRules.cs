using Roost.Postgres.Schema;
using Roost.Startup;

namespace Roost.Postgres.Startup;

/// <summary>
/// What must hold of the server, as the system role sees it. It works on Roost's own tables for all tenants, by their policies or by
/// <c>BYPASSRLS</c>; what keeps it from the tenants' data is that it can get at no module's table.
/// </summary>
internal static class SystemRules
{
    private const string Key = $"{PostgresOptions.Section}:{nameof(PostgresOptions.System)}";
    private const string Remedy = "Use a role of its own for the system, that owns nothing, is a member of no other role, and was granted nothing but what migrate grants it";

    public static IReadOnlyList<Fault> Check(ServerFacts facts, string? reachableTable, IReadOnlyList<ExpectedVersion> expected)
    {
        var faults = new List<Fault>();
        faults.AddRange(ServerRules.Check(facts, Key, expected));
        if (facts.IsSuperuser)
        {
            faults.Add(new("RST036", "The system role is a superuser, so it could read every tenant's rows.", $"{Key}, user {facts.User}", $"ALTER ROLE \"{facts.User}\" NOSUPERUSER. {Remedy}."));
        }
        else if (facts.OwnedTable is { } owned)
        {
            faults.Add(new("RST036", $"The system role is the owner of tables, or a member of their owner, such as {owned}.", $"{Key}, user {facts.User}", $"{Remedy}."));
        }
        else if (reachableTable is not null)
        {
            faults.Add(new(
                "RST037",
                $"The system role can get at tables of modules, such as {reachableTable}.",
                $"{Key}, user {facts.User}",
                $"REVOKE ALL ON {reachableTable} FROM \"{facts.User}\", and from the roles that it is a member of. {Remedy}."));
        }

        return faults;
    }
}
