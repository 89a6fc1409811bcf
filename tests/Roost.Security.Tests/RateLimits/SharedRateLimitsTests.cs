using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Roost.Health;
using Roost.Postgres.Embedded;
using Roost.Postgres.Schema;
using Roost.Security.RateLimits;
using Roost.Security.RateLimits.Shared;
using Roost.Testing.Clocks;
using Roost.Testing.Databases;

namespace Roost.Security.Tests.RateLimits;

/// <summary>Several hosts that count in one database.</summary>
public sealed class SharedRateLimitsTests(PostgresServer server)
{
    private static readonly RateLimit Hundred = new() { Permits = 100, Window = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task Two_hosts_let_no_more_through_than_one_would()
    {
        await using var database = await MigratedAsync();
        await using var one = new PostgresCounter(database.Settings["Roost:Postgres:App"]);
        await using var other = new PostgresCounter(database.Settings["Roost:Postgres:App"]);
        SharedRateLimits[] hosts = [Limits(one), Limits(other)];

        var decisions = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Task.Run(async () => await hosts[i % 2].CountAsync(new("default", 1), Hundred, CancellationToken.None))));

        decisions.Count(decision => decision.IsAllowed).ShouldBe(100);
        hosts.ShouldAllBe(host => !host.IsAlone);
        (await hosts[0].CountAsync(new("default", 2), Hundred, CancellationToken.None)).ShouldSatisfyAllConditions(
            decision => decision.IsAllowed.ShouldBeTrue(), decision => decision.Remaining.ShouldBe(99), decision => decision.ResetsIn.ShouldBeInRange(TimeSpan.FromSeconds(50), TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(3_000)]
    public async Task A_large_limit_is_kept_within_a_hundredth_for_each_host(int permits)
    {
        await using var database = await MigratedAsync();
        await using var one = new PostgresCounter(database.Settings["Roost:Postgres:App"]);
        await using var other = new PostgresCounter(database.Settings["Roost:Postgres:App"]);
        SharedRateLimits[] hosts = [Limits(one), Limits(other)];
        var limit = new RateLimit { Permits = permits, Window = TimeSpan.FromMinutes(1) };
        var allowed = 0;

        await Parallel.ForAsync(0, permits * 2, async (i, _) =>
        {
            // One of them gets only a few, so that it keeps most of what it has taken.
            if ((await hosts[i % 100 == 0 ? 1 : 0].CountAsync(new("default", 1), limit, CancellationToken.None)).IsAllowed)
            {
                Interlocked.Increment(ref allowed);
            }
        });

        allowed.ShouldBeInRange(permits - (permits / 100), permits);
    }

    [Fact]
    public async Task A_window_ends_for_all_and_what_has_ended_is_cleared_away()
    {
        await using var database = await MigratedAsync();
        await using var counter = new PostgresCounter(database.Settings["Roost:Postgres:App"]);
        await using var superuser = await database.OpenAsync(ClusterRole.Superuser);
        var brief = new RateLimit { Permits = 5, Window = TimeSpan.FromMinutes(1) };

        (await counter.TakeAsync(new("default", 1), brief, 3, CancellationToken.None)).ShouldSatisfyAllConditions(taken => taken.Granted.ShouldBe(3), taken => taken.Remaining.ShouldBe(2));
        (await counter.TakeAsync(new("default", 1), brief, 3, CancellationToken.None)).ShouldSatisfyAllConditions(taken => taken.Granted.ShouldBe(2), taken => taken.Remaining.ShouldBe(0));
        (await counter.TakeAsync(new("default", 1), brief, 3, CancellationToken.None)).Granted.ShouldBe(0);
        await EndAsync();
        (await counter.TakeAsync(new("default", 1), brief, 9, CancellationToken.None)).Granted.ShouldBe(5);

        await EndAsync();
        await counter.ClearAsync(CancellationToken.None);
        (await superuser.ExecuteScalarAsync<long>("SELECT count(*) FROM roost.rate_window")).ShouldBe(0);

        // The store's clock cannot be set, but what is compared with it can.
        Task EndAsync() => superuser.ExecuteAsync("UPDATE roost.rate_window SET ends_at = now() - interval '1 second'");
    }

    [Fact]
    public async Task While_the_store_cannot_count_a_host_allows_its_share_and_says_so()
    {
        await using var database = await MigratedAsync();
        await using var superuser = await database.OpenAsync(ClusterRole.Superuser);
        await using var counter = new PostgresCounter(database.Settings["Roost:Postgres:App"]);
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        var limits = new SharedRateLimits(counter, new InProcessRateLimits(clock), hosts: 2, clock, NullLogger<SharedRateLimits>.Instance);
        var check = new SharedLimitsCheck(limits);
        await superuser.ExecuteAsync($"REVOKE EXECUTE ON FUNCTION roost.rate_take FROM {RoostRoles.App}");

        (await AllowedAsync(limits, 200)).ShouldBe(50);
        (await check.CheckAsync(CancellationToken.None)).ShouldBe(DependencyState.Degraded("This host counts requests by itself, and allows its share of each limit."));

        await superuser.ExecuteAsync($"GRANT EXECUTE ON FUNCTION roost.rate_take TO {RoostRoles.App}");
        (await AllowedAsync(limits, 1)).ShouldBe(0, "The store is left alone for a second.");
        clock.Advance(TimeSpan.FromSeconds(1));
        (await AllowedAsync(limits, 200)).ShouldBe(100);
        (await check.CheckAsync(CancellationToken.None)).ShouldBe(DependencyState.Up);
    }

    private static SharedRateLimits Limits(IRateLimitCounter counter) =>
        new(counter, new InProcessRateLimits(TimeProvider.System), hosts: 2, TimeProvider.System, NullLogger<SharedRateLimits>.Instance);

    private async Task<TestDatabase> MigratedAsync()
    {
        var database = await server.CreateAsync();
        await using var owner = await database.OpenAsync(ClusterRole.Owner);
        await new RoostSchema([new RateLimitSchema()]).ApplyAsync(owner, new(RoostRoles.App, RoostRoles.System), CancellationToken.None);
        return database;
    }

    private static async Task<int> AllowedAsync(SharedRateLimits limits, int requests)
    {
        var allowed = 0;
        for (var i = 0; i < requests; i++)
        {
            allowed += (await limits.CountAsync(new("default", 1), Hundred, CancellationToken.None)).IsAllowed ? 1 : 0;
        }

        return allowed;
    }
}
