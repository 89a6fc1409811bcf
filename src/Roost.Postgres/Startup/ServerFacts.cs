using Npgsql;

namespace Roost.Postgres.Startup;

/// <summary>What one look at the server shows.</summary>
internal sealed record ServerFacts(
    int Version,
    string User,
    bool BypassesRowSecurity,
    int ConnectionsForUs,
    IReadOnlyDictionary<string, string>? Versions)
{
    public static async Task<ServerFacts> ReadAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            SELECT current_setting('server_version_num')::int,
                   current_user::text,
                   (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user),
                   current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
                   to_regclass('roost.schema_version') IS NOT NULL
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var facts = new ServerFacts(reader.GetInt32(0), reader.GetString(1), reader.GetBoolean(2), reader.GetInt32(3), null);
        var hasSchema = reader.GetBoolean(4);
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
