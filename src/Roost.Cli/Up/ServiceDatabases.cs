using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Roost.Cli.Up.Hosts;
using Roost.Postgres.Embedded;

namespace Roost.Cli.Up;

/// <summary>The databases that a topology names, on one server. Each but the main one has users of its own, who may connect to no other.</summary>
internal static class ServiceDatabases
{
    // NAMEDATALEN - 1.
    private const int LongestName = 63;

    /// <summary>Checks what can be checked before there is a server.</summary>
    public static void Check(TopologyPlan plan)
    {
        foreach (var name in plan.Databases.Where(name => name != TopologyPlan.MainDatabase))
        {
            if (Encoding.UTF8.GetByteCount($"{RoostRoles.System}_{ShopDatabase.Name}_{name}") is var length and > LongestName)
            {
                throw new CliFault($"Database '{name}' would have a user whose name is {length} bytes long, and PostgreSQL cuts names after {LongestName}: name the database shorter in the topology.");
            }
        }
    }

    /// <returns>The databases by their names in the topology.</returns>
    public static async Task<IReadOnlyDictionary<string, ShopDatabase>> PrepareAsync(TopologyPlan plan, ShopDatabase main, CancellationToken cancellationToken)
    {
        var databases = new Dictionary<string, ShopDatabase>(StringComparer.Ordinal);
        await using var administrator = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(main.Administrator) { Database = "postgres", Pooling = false }.ConnectionString);
        foreach (var name in plan.Databases)
        {
            if (name == TopologyPlan.MainDatabase)
            {
                databases[name] = main;
                continue;
            }

            if (administrator.State != System.Data.ConnectionState.Open)
            {
                await administrator.OpenAsync(cancellationToken);
            }

            databases[name] = await PrepareAsync(administrator, main, name, cancellationToken);
        }

        return databases;
    }

    private static async Task<ShopDatabase> PrepareAsync(NpgsqlConnection administrator, ShopDatabase main, string name, CancellationToken cancellationToken)
    {
        var database = $"{new NpgsqlConnectionStringBuilder(main.App).Database}_{name}";
        try
        {
            await RoostRoles.EnsureDatabaseAsync(administrator, database, cancellationToken);
            var app = await EnsureUserAsync(administrator, $"{RoostRoles.App}_{database}", cancellationToken);
            var system = await EnsureUserAsync(administrator, $"{RoostRoles.System}_{database}", cancellationToken);
            await ExecuteAsync(
                administrator,
                $"REVOKE ALL ON DATABASE {Quote(database)} FROM PUBLIC, {RoostRoles.App}, {RoostRoles.System}; GRANT CONNECT ON DATABASE {Quote(database)} TO {Quote(app.User)}, {Quote(system.User)}",
                cancellationToken);
            return main with
            {
                Owner = Connection(main.Owner),
                App = Connection(main.App, app),
                System = Connection(main.System, system),
                Hint = main.Hint[..(main.Hint.LastIndexOf(' ') + 1)] + database,
            };
        }
        catch (PostgresException e)
        {
            throw new CliFault($"Database {database} could not be prepared: {e.MessageText}. It takes an administrator who may create roles and databases.", e);
        }

        string Connection(string of, (string User, string Password)? user = null)
        {
            var connection = new NpgsqlConnectionStringBuilder(of) { Database = database };
            if (user is { } given)
            {
                (connection.Username, connection.Password) = given;
            }

            return connection.ConnectionString;
        }
    }

    /// <summary>Nobody but the hosts of this run signs in as such a user, so each run gives it another password.</summary>
    private static async Task<(string User, string Password)> EnsureUserAsync(NpgsqlConnection administrator, string user, CancellationToken cancellationToken)
    {
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await using var query = new NpgsqlCommand("SELECT 1 FROM pg_roles WHERE rolname = $1", administrator) { Parameters = { new() { Value = user } } };
        var verb = await query.ExecuteScalarAsync(cancellationToken) is null ? "CREATE" : "ALTER";
        await ExecuteAsync(administrator, $"{verb} ROLE {Quote(user)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '{password}'", cancellationToken);
        return (user, password);
    }

    private static async Task ExecuteAsync(NpgsqlConnection administrator, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, administrator);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
