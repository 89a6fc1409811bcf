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

    [Fact]
    public async Task Who_takes_a_lock_clears_away_ten_whose_holders_died_more_than_a_day_ago()
    {
        await using var sources = await OpenAsync("locks_dead");
        await AsOwnerAsync("locks_dead", """
            INSERT INTO roost.lock SELECT 'dead-' || n, nextval('roost.lock_token'), now() - interval '25 hours' - n * interval '1 minute' FROM generate_series(1, 12) n;
            INSERT INTO roost.lock VALUES ('young', nextval('roost.lock_token'), now() - interval '23 hours')
            """);
        var locks = new PostgresLocks(sources);

        var held = await locks.TryTakeAsync("gate", Lease, TestContext.Current.CancellationToken);
        (await NamesAsync("locks_dead")).ShouldBe("dead-1,dead-2,gate,young");
        (await locks.TryTakeAsync("gate", Lease, TestContext.Current.CancellationToken)).ShouldBeNull();
        (await NamesAsync("locks_dead")).ShouldBe("dead-1,dead-2,gate,young");
        // One of them itself, which is taken and not cleared away.
        var again = await locks.TryTakeAsync("dead-1", Lease, TestContext.Current.CancellationToken);

        (await NamesAsync("locks_dead")).ShouldBe("dead-1,gate,young");
        again.ShouldNotBeNull().ShouldBeGreaterThan(held.ShouldNotBeNull());
        (await locks.KeepAsync("dead-1", again.Value, Lease, TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_row_that_somebody_else_has_is_passed_over_when_clearing_away()
    {
        await using var sources = await OpenAsync("locks_skip");
        await AsOwnerAsync("locks_skip", "INSERT INTO roost.lock VALUES ('dead', nextval('roost.lock_token'), now() - interval '2 days')");
        await using var other = new NpgsqlConnection(cluster.Server.ConnectionString(ClusterRole.Owner, "locks_skip") + ";Pooling=false");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var hold = new NpgsqlCommand("SELECT token FROM roost.lock WHERE name = 'dead' FOR UPDATE", other, transaction);
        await hold.ExecuteScalarAsync(TestContext.Current.CancellationToken);

        (await new PostgresLocks(sources).TryTakeAsync("gate", Lease, TestContext.Current.CancellationToken)).ShouldNotBeNull();

        (await NamesAsync("locks_skip")).ShouldBe("dead,gate");
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
        return new(options, new ServerGate(options, [new($"roost.{part.Name}", "2", "locks")], []), NullLoggerFactory.Instance);
    }

    private Task AsOwnerAsync(string database, string sql) => cluster.AskAsync(ClusterRole.Owner, database, sql);

    private async Task<string> NamesAsync(string database) =>
        (string)(await cluster.AskAsync(ClusterRole.Owner, database, "SELECT string_agg(name, ',' ORDER BY name) FROM roost.lock"))!;
}
