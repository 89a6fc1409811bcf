using Npgsql;
using Roost.Postgres.Embedded;

namespace Roost.Postgres.Tests.Embedded;

/// <summary>One throw-away cluster for the tests that leave it as they found it.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    public EmbeddedCluster Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await EmbeddedCluster.StartAsync(EmbeddedClusterOptions.Throwaway());

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public Task<object?> AskAsync(ClusterRole role, string database, string sql) => Sql.AskAsync(Server.ConnectionString(role, database), sql);
}

internal static class Sql
{
    /// <summary>Runs one statement on a connection of its own, which leaves nobody connected.</summary>
    public static async Task<object?> AskAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
