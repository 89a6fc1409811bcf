using Npgsql;
using NpgsqlTypes;

namespace Roost.Postgres.Startup;

/// <summary>Looks for tables of modules that a role can get at.</summary>
internal static class ModuleTables
{
    /// <summary>The first table of a module in which the connection's role may do anything; <see langword="null"/> if it may nowhere.</summary>
    /// <param name="connection">A connection of the role's.</param>
    /// <param name="versions">What <c>roost.schema_version</c> says: the modules that live in the database, active in this host or not.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<string?> FindReachableAsync(NpgsqlConnection connection, IReadOnlyDictionary<string, string>? versions, CancellationToken cancellationToken)
    {
        // Row-level security tells a module's table, and so does its schema, which is named after the module.
        // A role that it is a member of counts as well: what it does not inherit it gets by SET ROLE.
        await using var command = new NpgsqlCommand(
            """
            SELECT format('%I.%I', n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname <> 'roost' AND (c.relrowsecurity OR n.nspname = ANY($1))
                AND EXISTS (
                    SELECT FROM pg_roles r
                    WHERE pg_has_role(r.oid, 'MEMBER') AND has_schema_privilege(r.oid, n.oid, 'USAGE')
                        AND (has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE') OR has_table_privilege(r.oid, c.oid, 'DELETE, TRUNCATE')))
            ORDER BY 1 LIMIT 1
            """,
            connection)
        {
            Parameters = { new() { Value = SchemasOf(versions), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text } },
        };
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static string[] SchemasOf(IReadOnlyDictionary<string, string>? versions) =>
        [.. (versions?.Keys ?? []).Where(part => !part.StartsWith("roost.", StringComparison.Ordinal)).Select(module => module.Replace('-', '_'))];
}
