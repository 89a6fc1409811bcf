using Npgsql;

namespace Roost.Postgres.Startup;

/// <summary>What one look at the server shows.</summary>
internal sealed record ServerFacts(
    int Version,
    string User,
    bool IsSuperuser,
    bool BypassesRowSecurity,
    string? OwnedTable,
    int ConnectionsForUs,
    IReadOnlyDictionary<string, string>? Versions)
{
    public static async Task<ServerFacts> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT current_setting('server_version_num')::int,
                   r.rolname::text,
                   r.rolsuper,
                   -- Itself, or by SET ROLE to one that it is a member of.
                   EXISTS (SELECT FROM pg_roles o WHERE (o.rolbypassrls OR o.rolsuper) AND pg_has_role(o.oid, 'MEMBER')),
                   -- Itself the owner, or a member of the owner, directly or not.
                   (SELECT format('%I.%I', n.nspname, c.relname)
                    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.relkind IN ('r', 'p') AND (c.relrowsecurity OR n.nspname = 'roost') AND pg_has_role(c.relowner, 'MEMBER')
                    ORDER BY 1 LIMIT 1),
                   current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
                   -- There, and granted to this role: to_regclass would fail for one that may not even look into the schema.
                   EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = 'roost' AND c.relname = 'schema_version' AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))
            FROM pg_roles r WHERE r.rolname = current_user
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var facts = new ServerFacts(
            reader.GetInt32(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetInt32(5), null);
        var hasSchema = reader.GetBoolean(6);
        await reader.CloseAsync();
        return hasSchema ? facts with { Versions = await ReadVersionsAsync(connection, cancellationToken) } : facts;
    }

    private static async Task<Dictionary<string, string>> ReadVersionsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT part, version FROM roost.schema_version", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var versions = new Dictionary<string, string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            versions[reader.GetString(0)] = reader.GetString(1);
        }

        return versions;
    }
}
