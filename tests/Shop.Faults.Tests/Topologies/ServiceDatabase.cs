using Npgsql;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;

namespace Shop.Faults.Tests.Topologies;

/// <summary>A database of some hosts of a topology, with users of its own, who may connect to no other, as <c>roost up</c> makes them.</summary>
internal sealed class ServiceDatabase : IAsyncDisposable
{
    private ServiceDatabase(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    /// <summary>The settings that lead a host to it.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; private set; } = new Dictionary<string, string?>();

    public static async Task<ServiceDatabase> CreateAsync(PostgresServer server)
    {
        var made = new ServiceDatabase(await server.CreateAsync());
        var name = made.Database.Name;
        await using var superuser = await made.Database.OpenAsync(ClusterRole.Superuser);
        var settings = new Dictionary<string, string?>();
        foreach (var (key, role) in new[] { ("Roost:Postgres:App", RoostRoles.App), ("Roost:Postgres:System", RoostRoles.System) })
        {
            var (user, password) = ($"{role}_{name}", $"{Guid.CreateVersion7():N}");
            await using var command = new NpgsqlCommand(
                $"""
                CREATE ROLE "{user}" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '{password}';
                REVOKE ALL ON DATABASE "{name}" FROM PUBLIC, {role};
                GRANT CONNECT ON DATABASE "{name}" TO "{user}";
                """,
                superuser);
            await command.ExecuteNonQueryAsync();
            settings[key] = new NpgsqlConnectionStringBuilder(made.Database.Settings[key]) { Username = user, Password = password }.ConnectionString;
        }

        made.Settings = settings;
        return made;
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
