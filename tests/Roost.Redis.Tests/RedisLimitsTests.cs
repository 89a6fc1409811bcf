using Roost.Health;
using Roost.Security.RateLimits;
using StackExchange.Redis;

namespace Roost.Redis.Tests;

public sealed class RedisLimitsTests
{
    private static readonly RateLimit Hundred = new() { Permits = 100, Window = TimeSpan.FromMinutes(1) };
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Two_hosts_let_no_more_through_than_one_would()
    {
        await using var redis = await RedisProcess.StartNewAsync();
        await using var one = new RedisHost(redis.Connection, patience: Long);
        await using var other = new RedisHost(redis.Connection, patience: Long);
        RedisHost[] hosts = [one, other];
        await Task.WhenAll(one.ReachesAsync(), other.ReachesAsync());

        var decisions = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Task.Run(async () => await hosts[i % 2].Limits.CountAsync(new("default", 1), Hundred, CancellationToken.None))));

        decisions.Count(decision => decision.IsAllowed).ShouldBe(100);
        (await one.Limits.CountAsync(new("default", 2), Hundred, CancellationToken.None)).ShouldSatisfyAllConditions(
            decision => decision.IsAllowed.ShouldBeTrue(), decision => decision.Remaining.ShouldBe(99), decision => decision.ResetsIn.ShouldBeInRange(TimeSpan.FromSeconds(50), TimeSpan.FromMinutes(1)));
        (await one.Limits.CountAsync(new("default", 1, IsVisitor: true), Hundred, CancellationToken.None)).IsAllowed.ShouldBeTrue("A visitor is somebody else.");
    }

    [Fact]
    public async Task A_window_begins_with_the_first_request_and_ends_for_all()
    {
        await using var redis = await RedisProcess.StartNewAsync();
        await using var one = new RedisHost(redis.Connection, patience: Long);
        await using var other = new RedisHost(redis.Connection, patience: Long);
        await Task.WhenAll(one.ReachesAsync(), other.ReachesAsync());
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Connection);
        var few = new RateLimit { Permits = 3, Window = TimeSpan.FromMinutes(1) };

        (await AllowedAsync(one, 2, few)).ShouldBe(2);
        (await AllowedAsync(other, 2, few)).ShouldBe(1);
        var key = connection.GetServer(redis.Connection).Keys().ShouldHaveSingleItem();
        (await connection.GetDatabase().KeyTimeToLiveAsync(key)).ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(50), TimeSpan.FromMinutes(1));

        // The server's clock cannot be set, but the window's end can; each host's own clock says that it is over as well.
        await connection.GetDatabase().KeyDeleteAsync(key);
        one.Clock.Advance(TimeSpan.FromMinutes(1));
        other.Clock.Advance(TimeSpan.FromMinutes(1));
        ((await AllowedAsync(one, 2, few)) + (await AllowedAsync(other, 2, few))).ShouldBe(3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_Redis_is_killed_or_stands_still_a_host_counts_by_itself_and_then_together_again(bool isKilled)
    {
        await using var redis = await RedisProcess.StartNewAsync();
        await using var host = new RedisHost(redis.Connection, patience: TimeSpan.FromSeconds(2));
        await host.ReachesAsync();
        (await AllowedAsync(host, 1, Hundred)).ShouldBe(1);
        (await host.Health.CheckAsync(CancellationToken.None)).ShouldBe(DependencyState.Up);

        await (isKilled ? redis.KillAsync() : Task.Run(redis.Stop));
        var before = TimeProvider.System.GetTimestamp();
        (await host.Limits.CountAsync(new("default", 7), Hundred, CancellationToken.None)).IsAllowed.ShouldBeTrue();
        TimeProvider.System.GetElapsedTime(before).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        (await host.Health.CheckAsync(CancellationToken.None)).IsUp.ShouldBeFalse();

        await (isKilled ? redis.StartAsync() : Task.Run(redis.Continue));
        await host.ReachesAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await using var other = new RedisHost(redis.Connection, patience: TimeSpan.FromSeconds(2));
        await other.ReachesAsync();
        ((await AllowedAsync(host, 80, Hundred)) + (await AllowedAsync(other, 80, Hundred))).ShouldBeInRange(99, 100);
    }

    [Theory]
    [InlineData("127.0.0.1:1")]
    [InlineData("nobody.invalid:6379")]
    public async Task A_server_that_was_never_there_keeps_nobody_from_serving(string connection)
    {
        await using var host = new RedisHost(connection);

        (await AllowedAsync(host, 150, Hundred)).ShouldBe(100);
        (await host.Health.CheckAsync(CancellationToken.None)).IsUp.ShouldBeFalse();
        (await host.FaultsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("127.0.0.1:6379,ssl=perhaps")]
    [InlineData("password=secret")]
    [InlineData("host,nonsense=1")]
    public async Task What_cannot_be_read_is_told_at_start_and_not_quoted(string connection)
    {
        await using var host = new RedisHost(connection);

        var fault = (await host.FaultsAsync()).ShouldHaveSingleItem();

        (fault.Code, fault.Where).ShouldBe(("RST140", "Roost:Redis:Connection"));
        fault.What.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Without_a_server_nothing_is_kept_in_Redis()
    {
        await using var host = new RedisHost(null);

        Should.Throw<InvalidOperationException>(() => host.Locks);
        Should.Throw<InvalidOperationException>(() => host.Health);
        (await AllowedAsync(host, 150, Hundred)).ShouldBe(100);
    }

    private static async Task<int> AllowedAsync(RedisHost host, int requests, RateLimit limit)
    {
        var allowed = 0;
        for (var i = 0; i < requests; i++)
        {
            allowed += (await host.Limits.CountAsync(new("default", 1), limit, CancellationToken.None)).IsAllowed ? 1 : 0;
        }

        return allowed;
    }
}
