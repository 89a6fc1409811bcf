using Npgsql;
using Roost.Postgres.Embedded;
using Roost.RabbitMQ.Tests;
using Roost.Redis.Tests;

namespace Shop.Faults.Tests.Outages;

/// <summary>The servers that the hosts have in common: PostgreSQL, RabbitMQ and Redis.</summary>
internal sealed class SharedServers : IAsyncDisposable
{
    private SharedServers()
    {
    }

    public MortalPostgres Postgres { get; private set; } = null!;

    public RabbitServer Rabbit { get; } = new();

    public RedisProcess Redis { get; private set; } = null!;

    /// <summary>What a command is to know of them, in its environment.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings => [("Roost__RabbitMq__Connection", Rabbit.Connection), ("Roost__Redis__Connection", Redis.Connection)];

    public static async Task<SharedServers> StartAsync()
    {
        var servers = new SharedServers();
        try
        {
            await Task.WhenAll(servers.StartPostgresAsync(), servers.StartRedisAsync(), servers.Rabbit.InitializeAsync().AsTask());
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>How one who may do everything gets into a database.</summary>
    public string Connection(string database) => Postgres.Cluster.ConnectionString(ClusterRole.Superuser, database);

    /// <summary>The same for a look: a connection that is not kept, since the server may be killed meanwhile.</summary>
    public NpgsqlConnection Look(string database) => new(new NpgsqlConnectionStringBuilder(Connection(database)) { Pooling = false }.ConnectionString);

    // Side by side: one that cannot end leaves none of the others behind.
    public async ValueTask DisposeAsync() => await Task.WhenAll(new IAsyncDisposable?[] { Redis, Rabbit, Postgres }.Select(async server => await (server?.DisposeAsync() ?? default)));

    private async Task StartPostgresAsync()
    {
        Postgres = await MortalPostgres.StartNewAsync();
        // Whoever is given a server makes Roost's roles there, under passwords of its own.
        await using var connection = Look("postgres");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"DROP ROLE {RoostRoles.Owner}, {RoostRoles.App}, {RoostRoles.System}", connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task StartRedisAsync() => Redis = await RedisProcess.StartNewAsync();
}
