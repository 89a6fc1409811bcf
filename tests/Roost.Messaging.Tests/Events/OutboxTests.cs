using Microsoft.Extensions.DependencyInjection;
using Roost.Health;
using Roost.Messaging.Events;
using Roost.Messaging.Events.Delivery;
using Roost.Operations;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Events;

/// <summary>What is promised between a commit and the jobs of its events.</summary>
public sealed class OutboxTests(PostgresServer server)
{
    private static readonly (string, string) OnlyApi = ("Roost:Host:Roles", "api");

    [Fact]
    public async Task A_slow_transaction_with_an_earlier_place_is_not_passed_over()
    {
        await using var host = await NewsHost.StartAsync(server);
        await using var slow = await host.OpenAsync(ClusterRole.App);
        await using var transaction = await slow.BeginTransactionAsync();
        await AddAsync(slow, host.Tenant, "slow");
        await host.PrintAsync("quick");
        await host.Desk.HeardAsync("reader", "quick");

        await transaction.CommitAsync();

        await host.Desk.HeardAsync("reader", "slow");
        await host.UntilAsync("SELECT count(*) FROM roost.job", 0L);
        (await host.LookAsync<string>("SELECT convert_from(payload, 'UTF8') FROM roost.event_log ORDER BY position")).ShouldBe(["""{"title":"quick"}""", """{"title":"slow"}"""]);
        (await host.CountAsync<long>("SELECT count(*) FROM roost.job_done")).ShouldBe(4);
    }

    [Fact]
    public async Task Two_who_hand_on_at_once_hand_everything_on_once()
    {
        const int Events = 3000;
        await using var host = await NewsHost.StartAsync(server, OnlyApi);
        await host.RunAsync(services =>
        {
            var events = services.GetRequiredService<IEvents>();
            return Task.FromResult(Array.ConvertAll(Enumerable.Range(0, Events).ToArray(), i => events.Publish(new Printed($"{i}"))));
        });
        var store = host.Services.GetRequiredService<EventStore>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => DrainAsync(store)));

        (await host.CountAsync<long>("SELECT count(*) FROM roost.outbox")).ShouldBe(0);
        (await host.LookAsync<string>("SELECT kind || ' ' || count(*) FROM roost.job GROUP BY kind ORDER BY kind")).ShouldBe([$"news.archive {Events}", $"news.on-printed {Events}"]);
        (await host.CountAsync<long>("SELECT count(DISTINCT event_id) FROM roost.event_log")).ShouldBe(Events);
        (await host.CountAsync<bool>("SELECT bool_and(in_order) FROM (SELECT published_at >= lag(published_at) OVER (ORDER BY position) AS in_order FROM roost.event_log) l")).ShouldBeTrue();
    }

    [Fact]
    public async Task Positions_appear_in_their_order_however_many_publish()
    {
        await using var host = await NewsHost.StartAsync(server);
        using var over = new CancellationTokenSource();
        var reading = ReadAsync(host, over.Token);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var i = 0; i < 50; i++)
            {
                await host.PrintAsync($"{writer}/{i}");
            }
        }));
        await host.UntilAsync("SELECT count(*) FROM roost.event_log", 400L);
        await over.CancelAsync();

        (await reading).ShouldBe(await host.LookAsync<long>("SELECT position FROM roost.event_log ORDER BY position"), "Whoever follows the log by its positions misses none.");
    }

    [Fact]
    public async Task A_step_that_is_broken_off_has_done_nothing()
    {
        await using var host = await NewsHost.StartAsync(server, OnlyApi);
        await host.PrintAsync("one", "two");
        await using (var system = await host.OpenAsync(ClusterRole.System))
        await using (var transaction = await system.BeginTransactionAsync())
        {
            await using var command = new Npgsql.NpgsqlCommand("SELECT advanced FROM roost.event_advance(500)", system, transaction);
            (await command.ExecuteScalarAsync()).ShouldBe(2);
            (await host.Services.GetRequiredService<EventStore>().AdvanceAsync(500, CancellationToken.None)).ShouldBeNull("One at a time.");
            // As if the process had died here: its connection is gone.
        }

        (await host.CountAsync<long>("SELECT count(*) FROM roost.outbox")).ShouldBe(2);
        (await host.CountAsync<long>("SELECT count(*) FROM roost.job")).ShouldBe(0);
        await DrainAsync(host.Services.GetRequiredService<EventStore>());
        (await host.CountAsync<long>("SELECT count(*) FROM roost.job")).ShouldBe(4);
        (await host.CountAsync<long>("SELECT count(*) FROM roost.event_log")).ShouldBe(2);
    }

    [Fact]
    public async Task A_worker_that_cannot_hand_on_says_so()
    {
        await using var host = await NewsHost.StartAsync(server, ("Roost:Messaging:MaxAge", "00:00:01"));
        var health = host.Services.GetServices<IDependencyCheck>().Single(check => check.Name == "events");
        await host.PrintAsync("one");
        await host.Desk.HeardAsync("reader", "one");
        await using var other = await host.OpenAsync(ClusterRole.System);
        await using var transaction = await other.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand("SELECT advanced FROM roost.event_advance(500)", other, transaction);
        while (await command.ExecuteScalarAsync() is null)
        {
            // The worker is at it.
        }

        (await UntilAsync(health, isUp: false)).ShouldContain("has not come to the end of the outbox");
        await transaction.RollbackAsync();

        (await UntilAsync(health, isUp: true)).ShouldBeEmpty();
        health.IsRequired.ShouldBeFalse("The host serves requests all the same.");
    }

    [Fact]
    public async Task What_is_old_is_forgotten_day_by_day()
    {
        await using var host = await NewsHost.StartAsync(server, OnlyApi);
        await host.LookAsync<int>(
            """
            CREATE TABLE roost.event_log_20200101 PARTITION OF roost.event_log FOR VALUES FROM ('2020-01-01') TO ('2020-01-02');
            INSERT INTO roost.inbox (received_at, tenant_id, event_id) VALUES ('2020-01-01', gen_random_uuid(), gen_random_uuid()), (now(), gen_random_uuid(), gen_random_uuid());
            """);

        await host.Services.GetRequiredService<EventStore>().TidyAsync(CancellationToken.None);

        (await host.CountAsync<long>("SELECT count(*) FROM pg_class WHERE relname = 'event_log_20200101'")).ShouldBe(0);
        (await host.CountAsync<long>("SELECT count(*) FROM pg_inherits WHERE inhparent = 'roost.event_log'::regclass")).ShouldBe(9, "A week ahead, today, and the default.");
        (await host.CountAsync<long>("SELECT count(*) FROM roost.inbox")).ShouldBe(1);
    }

    private static async Task AddAsync(Npgsql.NpgsqlConnection connection, TenantId tenant, string title)
    {
        await using var command = new Npgsql.NpgsqlCommand(
            """
            SELECT set_config('app.tenant', $1, true),
                roost.event_add(ARRAY[$2], ARRAY['news.printed'], ARRAY[NULL]::text[], ARRAY[$3], convert_to('{"k":0,"c":"slow"}', 'UTF8'))
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = tenant.ToString() }, new() { Value = Guid.CreateVersion7() },
                new() { Value = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new Printed(title), System.Text.Json.JsonSerializerOptions.Web) },
            },
        };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> UntilAsync(IDependencyCheck health, bool isUp)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        DependencyState state;
        while ((state = await health.CheckAsync(patience.Token)).IsUp != isUp)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }

        return state.Cause ?? "";
    }

    private static async Task DrainAsync(EventStore store)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (await store.AdvanceAsync(100, CancellationToken.None) is not { IsMore: false })
        {
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Follows the log as a reader would that remembers nothing but the last position.</summary>
    private static async Task<List<long>> ReadAsync(NewsHost host, CancellationToken over)
    {
        var read = new List<long>();
        bool isOver;
        do
        {
            isOver = over.IsCancellationRequested;
            read.AddRange(await host.LookAsync<long>("SELECT position FROM roost.event_log WHERE position > @last ORDER BY position", new { last = read.LastOrDefault() }));
        }
        while (!isOver);
        return read;
    }
}
