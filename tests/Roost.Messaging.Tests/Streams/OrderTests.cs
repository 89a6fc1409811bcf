using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Roost.Messaging.Streams;
using Roost.Messaging.Streams.Projecting;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Streams;

/// <summary>What is promised to whoever reads all streams in one order.</summary>
public sealed class OrderTests(PostgresServer server)
{
    private static readonly (string, string) ForOrder = ("Roost:Host:Roles", "worker");
    private static readonly string[] Accounts = ["till.account"];

    [Fact]
    public async Task A_slow_append_is_not_passed_over()
    {
        await using var host = await TillHost.StartAsync(server, ForOrder);
        await using var slow = await host.OpenAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        var first = await TillHost.DepositAsync(slow, host.Tenant, "slow", 1);
        await host.AppendAsync("quick", new Deposited(2));

        (await ReadAsync(host, 0)).ShouldBeEmpty("The quick one has the higher number, and whoever had read it would never come back.");
        await transaction.CommitAsync();

        var read = await ReadAsync(host, 0);
        read.Select(happened => happened.StreamId).ShouldBe(["slow", "quick"]);
        read[0].Position.ShouldBe(first);
    }

    [Fact]
    public async Task A_long_transaction_that_appends_nothing_keeps_nobody()
    {
        await using var host = await TillHost.StartAsync(server, ForOrder);
        await using var other = await host.OpenAsync(ClusterRole.Superuser);
        await using var transaction = await other.BeginTransactionAsync();
        await using var write = new NpgsqlCommand("INSERT INTO till.effects VALUES ('long')", other, transaction);
        await write.ExecuteNonQueryAsync();

        await host.AppendAsync("a", new Deposited(2));

        (await ReadAsync(host, 0)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_one_stream_the_later_comes_later_even_if_its_transaction_began_before()
    {
        await using var host = await TillHost.StartAsync(server, ForOrder);
        await using var old = await host.OpenAsync();
        await using var transaction = await old.BeginTransactionAsync();
        await using (var write = new NpgsqlCommand("INSERT INTO till.effects VALUES ('gives it a number of its own')", old, transaction))
        {
            await write.ExecuteNonQueryAsync();
        }

        await host.AppendAsync("a", new Deposited(1));
        await TillHost.DepositAsync(old, host.Tenant, "a", 2);
        await transaction.CommitAsync();

        (await host.OneAsync<bool>("SELECT a.xid > b.xid FROM roost.stream_event a, roost.stream_event b WHERE a.version = 1 AND b.version = 2"))
            .ShouldBeTrue("By the numbers of their transactions they would be the other way round.");
        (await ReadAsync(host, 0)).Select(happened => happened.Version).ShouldBe([1L, 2L]);
    }

    [Fact]
    public async Task What_is_undone_to_a_savepoint_and_begun_again_is_not_passed_over()
    {
        await using var host = await TillHost.StartAsync(server, ForOrder);
        await using var slow = await host.OpenAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await transaction.SaveAsync("before");
        await TillHost.DepositAsync(slow, host.Tenant, "slow", 1);
        await transaction.RollbackAsync("before");
        await host.AppendAsync("quick", new Deposited(2));
        (await ReadAsync(host, 0)).Count.ShouldBe(1, "What was undone is open no more.");

        await TillHost.DepositAsync(slow, host.Tenant, "slow", 1);
        await host.AppendAsync("quick", new Deposited(3));

        (await ReadAsync(host, 0)).Select(happened => happened.StreamId).ShouldBe(["quick"]);
        await transaction.CommitAsync();
        (await ReadAsync(host, 0)).Select(happened => happened.StreamId).ShouldBe(["quick", "slow", "quick"]);
    }

    [Fact]
    public async Task An_append_that_ends_with_its_process_keeps_nobody()
    {
        await using var host = await TillHost.StartAsync(server, ForOrder);
        var slow = await host.OpenAsync();
        await slow.BeginTransactionAsync();
        await TillHost.DepositAsync(slow, host.Tenant, "slow", 1);
        await host.AppendAsync("quick", new Deposited(2));
        (await ReadAsync(host, 0)).ShouldBeEmpty();

        (await host.OneAsync<bool>("SELECT pg_terminate_backend(@pid, 10000)", new { pid = slow.ProcessID })).ShouldBeTrue();

        (await ReadAsync(host, 0)).Select(happened => happened.StreamId).ShouldBe(["quick"]);
        await slow.DisposeAsync();
    }

    /// <summary>
    /// Two hundred writers over fifty streams; of their transactions one in four is rolled back, and one in eight is held open until others have gone on. A reader
    /// remembers nothing but the last position.
    /// </summary>
    [Fact]
    public async Task However_many_append_a_reader_sees_each_event_once_and_those_of_a_stream_in_order()
    {
        const int Writers = 200;
        const int Rounds = 15;
        const int Streams = 50;
        await using var host = await TillHost.StartAsync(server, ForOrder);
        TenantId[] tenants = [.. Enumerable.Range(0, 4).Select(_ => TenantId.New())];
        using var over = new CancellationTokenSource();
        var reading = FollowAsync(host, over.Token);
        var finished = 0;
        var committed = 0;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var random = new Random(writer);
            await using var connection = await host.OpenAsync();
            for (var round = 0; round < Rounds; round++)
            {
                await using var transaction = await connection.BeginTransactionAsync();
                var events = random.Next(1, 4);
                // One stream a transaction: those who append to several in different orders may wait for each other, and one of them is told so.
                await TillHost.DepositAsync(connection, tenants[random.Next(tenants.Length)], $"{random.Next(Streams)}", new long[events]);
                if (random.Next(8) == 0)
                {
                    await HoldAsync(Volatile.Read(ref finished) + 20);
                }

                if (random.Next(4) == 0)
                {
                    await transaction.RollbackAsync();
                }
                else
                {
                    await transaction.CommitAsync();
                    Interlocked.Add(ref committed, events);
                }

                Interlocked.Increment(ref finished);
            }
        }));
        await over.CancelAsync();
        var read = await reading;

        read.Count.ShouldBe(committed);
        read.Select(happened => happened.Position).ShouldBe(await host.LookAsync<long>("SELECT seq FROM roost.stream_event ORDER BY seq"), "Each once, none skipped, in one order.");
        foreach (var stream in read.GroupBy(happened => (happened.Tenant, happened.StreamId)))
        {
            stream.Select(happened => happened.Version).ShouldBe(Enumerable.Range(1, stream.Count()).Select(version => (long)version), $"The stream {stream.Key} in its order.");
        }

        // Until others have gone on, or nobody else can: those who wait for the same stream's row are held up by this one.
        async Task HoldAsync(int until)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            for (var i = 0; i < 20 && Volatile.Read(ref finished) < until; i++)
            {
                await timer.WaitForNextTickAsync();
            }
        }
    }

    [Theory]
    [InlineData(ClusterRole.System, "SELECT roost.stream_settled()")]
    [InlineData(ClusterRole.App, "SELECT * FROM roost.stream_append('till.account', 'a', -1, ARRAY['deposited'], ARRAY['\\x7b7d'::bytea], '\\x7b7d', ARRAY['till.inline-balances'])")]
    public async Task What_must_see_the_latest_is_refused_where_it_would_not(ClusterRole role, string statement)
    {
        await using var host = await TillHost.StartAsync(server, ForOrder);
        await using var connection = await host.OpenAsync(role);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await using var command = new NpgsqlCommand($"SET LOCAL app.tenant = '{host.Tenant}'; {statement}", connection, transaction);

        (await Should.ThrowAsync<PostgresException>(command.ExecuteNonQueryAsync())).SqlState.ShouldBe("RO003");
    }

    /// <summary>The tests above see what they are there for: one who reads up to what is there skips events.</summary>
    [Fact]
    public async Task A_reader_that_does_not_wait_for_open_appends_skips()
    {
        await using var host = await TillHost.StartAsync(server, ForOrder);
        await using var slow = await host.OpenAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await TillHost.DepositAsync(slow, host.Tenant, "slow", 1);
        await host.AppendAsync("quick", new Deposited(2));
        var store = host.Services.GetRequiredService<FollowStore>();

        var hasty = await store.ReadAsync(Accounts, 0, 100, long.MaxValue, alsoOpen: true, CancellationToken.None);
        await transaction.CommitAsync();

        hasty.Select(happened => happened.StreamId).ShouldBe(["quick"]);
        (await store.ReadAsync(Accounts, hasty[^1].Position, 100, long.MaxValue, alsoOpen: true, CancellationToken.None)).ShouldBeEmpty("The slow one is lost to it for good.");
    }

    [Fact]
    public async Task A_part_is_as_long_as_asked_for_in_events_and_in_bytes()
    {
        await using var host = await TillHost.StartAsync(server, ForOrder);
        await host.AppendAsync("a", [.. Enumerable.Range(0, 10).Select(_ => new Opened(new string('x', 1000)))]);
        var store = host.Services.GetRequiredService<FollowStore>();

        (await store.ReadAsync(Accounts, 0, 4, long.MaxValue, alsoOpen: false, CancellationToken.None)).Select(happened => happened.Position).ShouldBe([1L, 2L, 3L, 4L]);
        (await store.ReadAsync(Accounts, 4, 100, 2500, alsoOpen: false, CancellationToken.None)).Select(happened => happened.Position).ShouldBe([5L, 6L, 7L]);
        (await store.ReadAsync(Accounts, 7, 100, 1, alsoOpen: false, CancellationToken.None)).Select(happened => happened.Position).ShouldBe([8L], "One at least.");
        (await store.ReadAsync(["till.drawer"], 0, 100, long.MaxValue, alsoOpen: false, CancellationToken.None)).ShouldBeEmpty();
    }

    private static Task<IReadOnlyList<RecordedEvent>> ReadAsync(TillHost host, long after) =>
        host.Services.GetRequiredService<FollowStore>().ReadAsync(Accounts, after, 1000, long.MaxValue, alsoOpen: false, CancellationToken.None);

    private static async Task<List<RecordedEvent>> FollowAsync(TillHost host, CancellationToken over)
    {
        var read = new List<RecordedEvent>();
        bool isOver;
        IReadOnlyList<RecordedEvent> next;
        do
        {
            isOver = over.IsCancellationRequested;
            next = await ReadAsync(host, read.Count > 0 ? read[^1].Position : 0);
            read.AddRange(next);
        }
        while (!isOver || next.Count > 0);
        return read;
    }
}
