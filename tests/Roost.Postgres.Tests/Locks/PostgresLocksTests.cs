using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Roost.Postgres.Connections;
using Roost.Postgres.Embedded;
using Roost.Postgres.Locks;
using Roost.Postgres.Schema;
using Roost.Postgres.Startup;
using Roost.Postgres.Tests.Embedded;

namespace Roost.Postgres.Tests.Locks;

public sealed class PostgresLocksTests(SharedCluster cluster) : IClassFixture<SharedCluster>
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_lock_is_taken_kept_and_released_while_requests_have_the_whole_pool()
    {
        await using var sources = await OpenAsync("locks_pool");
        await using var busy = await sources.App.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var locks = new PostgresLocks(sources);

        var token = (await locks.TryTakeAsync("gate", Lease, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        (await locks.KeepAsync("gate", token, Lease, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await locks.TryTakeAsync("gate", Lease, TestContext.Current.CancellationToken)).ShouldBeNull();
        await locks.ReleaseAsync("gate", token, TestContext.Current.CancellationToken);

        (await locks.TryTakeAsync("gate", Lease, TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldBeGreaterThan(token);
    }

    /// <summary>A database with the schema of locks, for a host that has one connection for its requests.</summary>
    private async Task<DataSources> OpenAsync(string database)
    {
        await cluster.Server.EnsureDatabaseAsync(database);
        var settings = new PostgresOptions
        {
            App = cluster.Server.ConnectionString(ClusterRole.App, database),
            System = cluster.Server.ConnectionString(ClusterRole.System, database),
            Owner = cluster.Server.ConnectionString(ClusterRole.Owner, database),
            PoolSize = 1,
            ConnectTimeout = TimeSpan.FromMinutes(1),
        };
        var part = new LocksSchema();
        await using (var owner = new NpgsqlConnection(settings.Owner + ";Pooling=false"))
        {
            await owner.OpenAsync(TestContext.Current.CancellationToken);
            await new RoostSchema([part]).ApplyAsync(owner, SchemaRoles.From(settings), TestContext.Current.CancellationToken);
        }

        var options = Options.Create(settings);
        return new(options, new ServerGate(options, [new($"roost.{part.Name}", "1", "locks")], []), NullLoggerFactory.Instance);
    }
}
