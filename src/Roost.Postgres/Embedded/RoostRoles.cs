using Npgsql;

namespace Roost.Postgres.Embedded;

/// <summary>The three database roles, and what prepares a server for them. The names are the same on every server.</summary>
public static class RoostRoles
{
    /// <summary>Owns the database and runs migrations.</summary>
    public const string Owner = "roost_owner";

    /// <summary>The application, bound by row-level security.</summary>
    public const string App = "roost_app";

    /// <summary>The queue and other machinery.</summary>
    public const string System = "roost_system";

    internal const string Superuser = "postgres";

    /// <summary>
    /// Creates the roles that are missing and sets the passwords given. Needs a connection that may create roles
    /// (<c>CREATEROLE</c> or superuser); a role that exists keeps its attributes.
    /// </summary>
    /// <param name="administrator">An open connection.</param>
    /// <param name="passwords">The roles to see to, each with its password.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task EnsureAsync(
        NpgsqlConnection administrator, IReadOnlyDictionary<ClusterRole, string> passwords, CancellationToken cancellationToken)
    {
        var known = await ReadNamesAsync(administrator, cancellationToken);
        foreach (var role in new[] { ClusterRole.Owner, ClusterRole.App, ClusterRole.System }.Where(passwords.ContainsKey))
        {
            var name = NameOf(role);
            // Utility statements take no parameters.
            var password = passwords[role].Replace("'", "''", StringComparison.Ordinal);
            var sql = known.Contains(name)
                ? $"ALTER ROLE {name} PASSWORD '{password}'"
                : $"CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '{password}'";
            await using var command = new NpgsqlCommand(sql, administrator);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Creates the database, owned by <see cref="Owner"/>, unless it is there. Only the three roles may connect.
    /// </summary>
    /// <param name="administrator">An open connection that may create databases; the roles must be there.</param>
    /// <param name="database">The name of the database.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Whether the database is new.</returns>
    public static async Task<bool> EnsureDatabaseAsync(
        NpgsqlConnection administrator, string database, CancellationToken cancellationToken)
    {
        await using var query = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", administrator)
        {
            Parameters = { new() { Value = database } },
        };
        if (await query.ExecuteScalarAsync(cancellationToken) is not null)
        {
            return false;
        }

        var name = DatabaseName.Quote(database);
        // Only a superuser may give a database to a role it is no member of.
        await ExecuteAsync(
            administrator,
            $"""
            DO $$ BEGIN
              IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN EXECUTE 'GRANT {Owner} TO current_user'; END IF;
            END $$
            """,
            cancellationToken);
        await ExecuteAsync(administrator, $"CREATE DATABASE {name} OWNER {Owner} TEMPLATE template0 ENCODING 'UTF8'", cancellationToken);
        await GrantAsync(administrator, name, cancellationToken);
        return true;
    }

    /// <summary>A clone does not inherit its template's privileges, so they are given again.</summary>
    internal static Task GrantAsync(NpgsqlConnection administrator, string quotedName, CancellationToken cancellationToken) =>
        ExecuteAsync(
            administrator,
            $"REVOKE ALL ON DATABASE {quotedName} FROM PUBLIC; GRANT CONNECT ON DATABASE {quotedName} TO {App}, {System}",
            cancellationToken);

    /// <summary>The name of a role.</summary>
    /// <param name="role">The role.</param>
    public static string NameOf(ClusterRole role) => role switch
    {
        ClusterRole.Owner => Owner,
        ClusterRole.App => App,
        ClusterRole.System => System,
        _ => Superuser,
    };

    internal static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<HashSet<string>> ReadNamesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT rolname FROM pg_roles WHERE rolname LIKE 'roost\\_%'", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
