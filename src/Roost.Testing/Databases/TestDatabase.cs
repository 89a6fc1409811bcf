using Npgsql;
using Roost.Postgres;
using Roost.Postgres.Embedded;

namespace Roost.Testing.Databases;

/// <summary>A database of a test's own. Dropped when disposed of.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly EmbeddedCluster _cluster;

    internal TestDatabase(EmbeddedCluster cluster, string name)
    {
        _cluster = cluster;
        Name = name;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The settings that lead a host to it.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        [$"{PostgresOptions.Section}:{nameof(PostgresOptions.App)}"] = ConnectionString(ClusterRole.App, pooled: true),
        [$"{PostgresOptions.Section}:{nameof(PostgresOptions.System)}"] = ConnectionString(ClusterRole.System, pooled: true),
        [$"{PostgresOptions.Section}:{nameof(PostgresOptions.Owner)}"] = ConnectionString(ClusterRole.Owner, pooled: false),
    };

    /// <summary>A connection as one of the roles; the superuser sees everything.</summary>
    public async Task<NpgsqlConnection> OpenAsync(ClusterRole role, CancellationToken cancellationToken = default)
    {
        // A test looks while its hosts keep the server as busy as they can.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString(role, pooled: false)) { Timeout = 60 }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Waits until no event is on its way, projections have taken in all streams, and no job is ready or running: everything that was asked for so far is done, dead, or waits for its time.</summary>
    /// <param name="atMost">How long to wait. The default is 30 seconds.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="TimeoutException">There still are some; it says which.</exception>
    public async Task SettledAsync(TimeSpan? atMost = null, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(atMost ?? TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        await using var connection = await OpenAsync(ClusterRole.Superuser, cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            SELECT string_agg(what, ', ') FROM (
                SELECT 'event ' || name AS what FROM roost.outbox
                UNION ALL SELECT 'replay of ' || name FROM roost.event_subscription WHERE position IS NOT NULL AND retired_at IS NULL
                UNION ALL SELECT 'projection ' || p.name FROM roost.projection p JOIN roost.projection_generation g ON g.projection = p.name AND g.generation = coalesce(p.building, p.live)
                    WHERE p.retired_at IS NULL AND (p.building IS NOT NULL OR NOT p.inline AND EXISTS (SELECT FROM roost.stream_event e WHERE e.stream = ANY (p.streams) AND e.seq > g.position))
                UNION ALL SELECT kind || CASE state WHEN 2 THEN ' runs' ELSE ' waits' END FROM roost.job WHERE state <> 0
                LIMIT 10) w
            """,
            connection);
        while (await command.ExecuteScalarAsync(cancellationToken) is string open)
        {
            try
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"These are not over: {open}. Does the host have the worker role, and does a handler hang?");
            }
        }
    }

    /// <summary>Makes a role that may connect, and nothing else.</summary>
    /// <param name="prefix">What its name begins with.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The role's connection string.</returns>
    internal async Task<NpgsqlConnectionStringBuilder> CreateRoleAsync(string prefix, CancellationToken cancellationToken)
    {
        // Roles belong to the server: the database's name keeps those of parallel tests apart.
        var role = $"{prefix}_{Name[^12..]}";
        var password = Guid.CreateVersion7().ToString("N");
        await using var connection = await OpenAsync(ClusterRole.Superuser, cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE ROLE "{role}" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '{password}';
            GRANT CONNECT ON DATABASE "{Name}" TO "{role}";
            """;
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new(_cluster.ConnectionString(ClusterRole.App, Name)) { Username = role, Password = password };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _cluster.DropDatabaseAsync(Name);

    private string ConnectionString(ClusterRole role, bool pooled) =>
        new NpgsqlConnectionStringBuilder(_cluster.ConnectionString(role, Name)) { Pooling = pooled }.ConnectionString;
}
