using Roost.Locks;
using StackExchange.Redis;

namespace Roost.Redis.Tests;

public sealed class RedisLocksTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task One_alone_holds_a_lock_until_it_lets_go_and_the_next_has_a_higher_token()
    {
        await using var redis = await RedisProcess.StartNewAsync();
        await using var one = await RedisHost.ReachedAsync(redis.Connection);
        await using var other = await RedisHost.ReachedAsync(redis.Connection);

        var first = (await one.Locks.TryTakeAsync("tidy", Long, CancellationToken.None)).ShouldNotBeNull();
        (await other.Locks.TryTakeAsync("tidy", Long, CancellationToken.None)).ShouldBeNull();
        (await other.Locks.TryTakeAsync("sweep", Long, CancellationToken.None)).ShouldNotBeNull().ShouldBeGreaterThan(first);
        (await one.Locks.KeepAsync("tidy", first, Long, CancellationToken.None)).ShouldBeTrue();

        // Whoever has another token has no say.
        (await other.Locks.KeepAsync("tidy", first + 1, Long, CancellationToken.None)).ShouldBeFalse();
        await other.Locks.ReleaseAsync("tidy", first + 1, CancellationToken.None);
        (await other.Locks.TryTakeAsync("tidy", Long, CancellationToken.None)).ShouldBeNull();

        await one.Locks.ReleaseAsync("tidy", first, CancellationToken.None);
        (await other.Locks.TryTakeAsync("tidy", Long, CancellationToken.None)).ShouldNotBeNull().ShouldBeGreaterThan(first);
        (await one.Locks.KeepAsync("tidy", first, Long, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_lease_ends_by_itself_unless_it_is_kept()
    {
        await using var redis = await RedisProcess.StartNewAsync();
        await using var host = await RedisHost.ReachedAsync(redis.Connection);
        var first = (await host.Locks.TryTakeAsync("tidy", Brief, CancellationToken.None)).ShouldNotBeNull();

        var second = await TakenAsync(host.Locks, "tidy", Long);

        second.ShouldBeGreaterThan(first);
        (await host.Locks.KeepAsync("tidy", first, Long, CancellationToken.None)).ShouldBeFalse();
        (await host.Locks.KeepAsync("tidy", second, Brief, CancellationToken.None)).ShouldBeTrue();
        (await TakenAsync(host.Locks, "tidy", Long)).ShouldBeGreaterThan(second);
    }

    [Fact]
    public async Task A_server_that_has_lost_everything_gives_higher_tokens_nevertheless()
    {
        await using var redis = await RedisProcess.StartNewAsync();
        await using var host = await RedisHost.ReachedAsync(redis.Connection);
        var before = (await host.Locks.TryTakeAsync("tidy", Long, CancellationToken.None)).ShouldNotBeNull();

        await redis.KillAsync();
        await Should.ThrowAsync<RedisAwayException>(() => host.Locks.KeepAsync("tidy", before, Long, CancellationToken.None));
        await redis.StartAsync();

        (await TakenAsync(host.Locks, "tidy", Long)).ShouldBeGreaterThan(before);
        (await host.Locks.KeepAsync("tidy", before, Long, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_host_is_given_no_token_below_one_that_it_has_seen()
    {
        await using var redis = await RedisProcess.StartNewAsync();
        await using var host = await RedisHost.ReachedAsync(redis.Connection);
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Connection);
        // As if the server that gave it had been an hour ahead of the one that has taken over since.
        var ahead = (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 3_600_000) * 1000;
        await connection.GetDatabase().StringSetAsync("{roost:locks}", ahead);
        var before = (await host.Locks.TryTakeAsync("tidy", Long, CancellationToken.None)).ShouldNotBeNull();
        before.ShouldBe(ahead + 1);

        await redis.KillAsync();
        await redis.StartAsync();

        (await TakenAsync(host.Locks, "tidy", Long)).ShouldBe(before + 1);
    }

    [Fact]
    public async Task Many_who_want_the_same_lock_have_it_one_after_the_other()
    {
        await using var redis = await RedisProcess.StartNewAsync();
        await using var one = await RedisHost.ReachedAsync(redis.Connection);
        await using var other = await RedisHost.ReachedAsync(redis.Connection);
        var (inside, most, tokens) = (0, 0, new List<long>());

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            var locks = (i % 2 == 0 ? one : other).Locks;
            var token = await TakenAsync(locks, "tidy", Long);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            tokens.Add(token);
            Interlocked.Decrement(ref inside);
            await locks.ReleaseAsync("tidy", token, CancellationToken.None);
        })));

        most.ShouldBe(1);
        tokens.Count.ShouldBe(20);
        tokens.ShouldBeInOrder();
        tokens.ShouldBeUnique();
    }

    [Fact]
    public async Task A_host_that_has_ended_says_that_its_server_is_away()
    {
        await using var redis = await RedisProcess.StartNewAsync();
        var host = new RedisHost(redis.Connection);
        var locks = host.Locks;
        await locks.TryTakeAsync("tidy", Long, CancellationToken.None);
        await host.DisposeAsync();

        await Should.ThrowAsync<RedisAwayException>(() => locks.TryTakeAsync("other", Long, CancellationToken.None));
    }

    [Fact]
    public async Task Applications_of_other_names_have_locks_of_their_own()
    {
        await using var redis = await RedisProcess.StartNewAsync();
        await using var shop = await RedisHost.ReachedAsync(redis.Connection, "shop");
        await using var blog = await RedisHost.ReachedAsync(redis.Connection, "blog");

        (await shop.Locks.TryTakeAsync("tidy", Long, CancellationToken.None)).ShouldNotBeNull();
        (await blog.Locks.TryTakeAsync("tidy", Long, CancellationToken.None)).ShouldNotBeNull();
    }

    /// <summary>Takes a lock as soon as it is free and the server is there.</summary>
    private static async Task<long> TakenAsync(ILockStore locks, string name, TimeSpan lease)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                if (await locks.TryTakeAsync(name, lease, patience.Token) is { } token)
                {
                    return token;
                }
            }
            catch (RedisAwayException) when (!patience.IsCancellationRequested)
            {
                // It is looked for again.
            }

            await Task.Delay(10, patience.Token);
        }
    }
}
