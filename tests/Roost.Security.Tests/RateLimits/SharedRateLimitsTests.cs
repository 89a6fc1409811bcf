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
        await using var one = await FirstAnswer.OfAsync(database.Settings["Roost:Postgres:App"]);
        await using var other = await FirstAnswer.OfAsync(database.Settings["Roost:Postgres:App"]);
        CounterWatch[] watches = [Watch(one), Watch(other)];
        SharedRateLimits[] hosts = [Limits(watches[0]), Limits(watches[1])];

        var decisions = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Task.Run(async () => await hosts[i % 2].CountAsync(new("default", 1), Hundred, CancellationToken.None))));

        decisions.Count(decision => decision.IsAllowed).ShouldBe(100);
        watches.ShouldAllBe(watch => !watch.IsAway);
        (await hosts[0].CountAsync(new("default", 2), Hundred, CancellationToken.None)).ShouldSatisfyAllConditions(
            decision => decision.IsAllowed.ShouldBeTrue(), decision => decision.Remaining.ShouldBe(99), decision => decision.ResetsIn.ShouldBeInRange(TimeSpan.FromSeconds(50), TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(3_000)]
    public async Task A_large_limit_is_kept_within_a_hundredth_for_all_hosts_together(int permits)
    {
        await using var database = await MigratedAsync();
        await using var one = await FirstAnswer.OfAsync(database.Settings["Roost:Postgres:App"]);
        await using var other = await FirstAnswer.OfAsync(database.Settings["Roost:Postgres:App"]);
        SharedRateLimits[] hosts = [Limits(Watch(one)), Limits(Watch(other))];
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
        await using var counter = await FirstAnswer.OfAsync(database.Settings["Roost:Postgres:App"]);
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
        await using var counter = await FirstAnswer.OfAsync(database.Settings["Roost:Postgres:App"]);
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        var watch = Watch(counter, clock);
        var limits = Limits(watch, clock);
        var check = new SharedLimitsCheck(watch);
        await superuser.ExecuteAsync($"REVOKE EXECUTE ON FUNCTION roost.rate_take FROM {RoostRoles.App}");

        (await AllowedAsync(limits, 200)).ShouldBe(50);
        (await check.CheckAsync(CancellationToken.None)).ShouldBe(DependencyState.Degraded("This host counts requests by itself, and allows its share of each limit."));

        await superuser.ExecuteAsync($"GRANT EXECUTE ON FUNCTION roost.rate_take TO {RoostRoles.App}");
        (await AllowedAsync(limits, 1)).ShouldBe(0, "The store is left alone for a second.");
        clock.Advance(TimeSpan.FromSeconds(1));
        (await check.CheckAsync(CancellationToken.None)).ShouldBe(DependencyState.Up, "Nobody else has asked.");
        (await AllowedAsync(limits, 200)).ShouldBe(100);
    }

    [Fact]
    public async Task A_window_that_somebody_holds_makes_an_answer_late()
    {
        await using var database = await MigratedAsync();
        await using var patient = await FirstAnswer.OfAsync(database.Settings["Roost:Postgres:App"]);
        await using var hasty = new PostgresCounter(database.Settings["Roost:Postgres:App"], new RateLimitOptions().StorePatience);
        await using var superuser = await database.OpenAsync(ClusterRole.Superuser);
        await patient.TakeAsync(new("default", 1), Hundred, 1, CancellationToken.None);
        await using var holding = await superuser.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await superuser.ExecuteAsync("SELECT FROM roost.rate_window WHERE caller = '00000000-0000-0000-0000-000000000001' FOR UPDATE", transaction: holding);

        (await Should.ThrowAsync<CounterAwayException>(() => hasty.TakeAsync(new("default", 1), Hundred, 1, CancellationToken.None))).InnerException.ShouldBeOfType<TimeoutException>();
        (await patient.TakeAsync(new("default", 2), Hundred, 1, CancellationToken.None)).Remaining.ShouldBe(99);
    }

    [Fact]
    public async Task What_all_have_used_up_of_a_window_nobody_gets_again_when_the_store_goes_away()
    {
        await using var database = await MigratedAsync();
        await using var superuser = await database.OpenAsync(ClusterRole.Superuser);
        await using var counter = await FirstAnswer.OfAsync(database.Settings["Roost:Postgres:App"]);
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        var watch = Watch(counter, clock);
        var limits = Limits(watch, clock);
        (await AllowedAsync(limits, 70)).ShouldBe(70);
        (await AllowedAsync(limits, 200, caller: 2)).ShouldBe(100);

        await superuser.ExecuteAsync($"REVOKE EXECUTE ON FUNCTION roost.rate_take FROM {RoostRoles.App}");
        (await AllowedAsync(limits, 1, caller: 3)).ShouldBe(1);
        watch.IsAway.ShouldBeTrue();

        (await AllowedAsync(limits, 200)).ShouldBe(30);
        (await AllowedAsync(limits, 200, caller: 2)).ShouldBe(0);
        clock.Advance(TimeSpan.FromMinutes(1));
        (await AllowedAsync(limits, 200, caller: 2)).ShouldBe(50);
    }

    private static SharedRateLimits Limits(CounterWatch watch, TimeProvider? time = null) => new(watch, new InProcessRateLimits(time ?? TimeProvider.System), hosts: 2, time ?? TimeProvider.System);

    private static CounterWatch Watch(PostgresCounter counter, TimeProvider? time = null) => new(counter, hosts: 2, time ?? TimeProvider.System, NullLogger<CounterWatch>.Instance);

    private async Task<TestDatabase> MigratedAsync()
    {
        var database = await server.CreateAsync();
        await using var owner = await database.OpenAsync(ClusterRole.Owner);
        await new RoostSchema([new RateLimitSchema()]).ApplyAsync(owner, new(RoostRoles.App, RoostRoles.System), CancellationToken.None);
        return database;
    }

    private static async Task<int> AllowedAsync(SharedRateLimits limits, int requests, int caller = 1)
    {
        var allowed = 0;
        for (var i = 0; i < requests; i++)
        {
            allowed += (await limits.CountAsync(new("default", (UInt128)caller), Hundred, CancellationToken.None)).IsAllowed ? 1 : 0;
        }

        return allowed;
    }
}
