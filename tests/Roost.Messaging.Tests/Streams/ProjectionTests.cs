using Microsoft.Extensions.DependencyInjection;
using Roost.Health;
using Roost.Messaging.Streams;
using Roost.Messaging.Streams.Declaration;
using Roost.Messaging.Streams.Projecting;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Streams;

/// <summary>What is promised of rows that are made of events.</summary>
public sealed class ProjectionTests(PostgresServer server)
{
    private const string Live = "SELECT balance FROM till.balances WHERE projection = @projection AND generation = roost.projection_live(@projection) AND account = @account";

    [Fact]
    public async Task An_inline_one_is_there_with_the_append()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);

        await host.AppendAsync("a", new Opened("Ada"), new Deposited(70));
        await host.AppendAsync("a", new Withdrawn(20));

        (await host.OneAsync<long>(Live, new { projection = "till.inline-balances", account = "a" })).ShouldBe(50);
        (await host.OneAsync<long>("SELECT count(*) FROM till.balances")).ShouldBe(1, "No worker runs, so there is no other.");
    }

    [Fact]
    public async Task What_an_inline_one_throws_undoes_the_append()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        host.Counter.Work = (_, run, _, _) => run.IsInline ? throw new InvalidDataException("No.") : Task.CompletedTask;

        await Should.ThrowAsync<InvalidDataException>(() => host.AppendAsync("a", new Deposited(70)));

        (await host.LoadAsync("a")).IsNew.ShouldBeTrue();
    }

    [Fact]
    public async Task Another_one_follows_behind_the_commit_as_its_tenant()
    {
        await using var host = await TillHost.StartAsync(server);
        var contexts = new List<(Guid? Tenant, string Correlation)>();
        host.Counter.Work = (_, run, context, _) =>
        {
            lock (contexts)
            {
                if (!run.IsInline)
                {
                    contexts.Add((context.Tenant?.Value, context.CorrelationId));
                }
            }

            return Task.CompletedTask;
        };

        await host.AppendAsync("a", new Opened("Ada"), new Deposited(70));

        await host.UntilAsync("SELECT count(*) FROM till.balances WHERE projection = 'till.balances'", 1L);
        (await host.OneAsync<long>(Live, new { projection = "till.balances", account = "a" })).ShouldBe(70);
        contexts.ShouldBe([(host.Tenant.Value, "follow-till.balances")]);
        (await host.OneAsync<long>("SELECT position FROM roost.projection_checkpoint WHERE projection = 'till.balances'")).ShouldBe(2);
    }

    [Fact]
    public async Task A_tenant_whose_events_fail_falls_behind_and_comes_after_while_others_go_on()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        var other = TenantId.New();
        await host.AppendAsync("a", new Deposited(1));
        await using var worker = await host.StartAnotherAsync<TillModule>(("Roost:Host:Roles", "worker"));
        var counter = worker.Services.GetRequiredService<Counter>();
        var isBroken = true;
        counter.Work = (_, _, context, _) => isBroken && context.Tenant == host.Tenant ? throw new InvalidDataException("A bad day.") : Task.CompletedTask;
        await host.AppendAsync("a", new Deposited(4));
        await host.UntilAsync("SELECT count(*) FROM roost.projection_behind WHERE projection = 'till.balances' AND error LIKE '%A bad day.%'", 1L);

        for (var i = 0; i < 5; i++)
        {
            await host.RunAsync(services => services.GetRequiredService<IStreams<Account>>().AppendAsync("b", StreamVersion.Any, [new Deposited(2)]), other);
            await host.AppendAsync("a", new Deposited(10));
        }

        await host.GoneByAsync("till.balances");
        (await host.OneAsync<long>(Live, new { projection = "till.balances", account = "b" })).ShouldBe(10, "The other tenant goes on.");
        var behind = (await host.Steering.ListAsync()).Single(projection => projection.Name == "till.balances");
        behind.TenantsBehind.ShouldBe(1);
        behind.Error.ShouldBe("InvalidDataException: A bad day.");
        behind.Lag.ShouldBeGreaterThan(TimeSpan.Zero);

        isBroken = false;
        await host.UntilAsync("SELECT count(*) FROM roost.projection_behind", 0L);
        (await host.OneAsync<long>(Live, new { projection = "till.balances", account = "a" })).ShouldBe(55);
        await host.AppendAsync("a", new Deposited(100));
        await host.CaughtUpAsync("till.balances");
        (await host.OneAsync<long>(Live, new { projection = "till.balances", account = "a" })).ShouldBe(155, "It goes with the others again.");
        (await host.OneAsync<bool>("SELECT bool_and(in_order) FROM till.balances")).ShouldBeTrue();
        (await host.Steering.ListAsync()).ShouldAllBe(projection => projection.Error == null && projection.TenantsBehind == 0);
        await worker.StopAsync();
    }

    [Fact]
    public async Task When_many_tenants_fail_it_is_the_projection_and_waits()
    {
        const int Tenants = 20;
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        await using var worker = await host.StartAnotherAsync<TillModule>(("Roost:Host:Roles", "worker"));
        var counter = worker.Services.GetRequiredService<Counter>();
        var isBroken = true;
        counter.Work = (_, _, _, _) => isBroken ? throw new InvalidDataException("A bad day.") : Task.CompletedTask;
        for (var i = 0; i < Tenants; i++)
        {
            await host.RunAsync(services => services.GetRequiredService<IStreams<Account>>().AppendAsync("a", StreamVersion.New, [new Deposited(1)]), TenantId.New());
        }

        await host.UntilAsync("SELECT count(*) FROM roost.projection_generation WHERE projection = 'till.balances' AND error LIKE 'Many tenants fail%'", 1L);
        (await host.OneAsync<long>("SELECT count(*) FROM roost.projection_behind")).ShouldBe(16);

        isBroken = false;
        await host.CaughtUpAsync("till.balances");
        await host.UntilAsync("SELECT count(*) FROM roost.projection_behind", 0L);
        (await host.OneAsync<long>("SELECT sum(balance)::bigint FROM till.balances WHERE projection = 'till.balances'")).ShouldBe(Tenants);
        (await host.OneAsync<string?>("SELECT error FROM roost.projection_generation WHERE projection = 'till.balances'")).ShouldBeNull();
        await worker.StopAsync();
    }

    [Fact]
    public async Task One_who_has_come_after_to_where_the_others_were_is_behind_as_long_as_they_have_gone_on()
    {
        await using var host = await TillHost.StartAsync(server, ("Roost:Host:Roles", "worker"));
        var behind = host.Services.GetRequiredService<BehindStore>();
        var store = host.Services.GetRequiredService<FollowStore>();
        var follower = host.Services.GetRequiredService<StreamCatalogue>().Followers.Single(follower => follower.Name == "till.balances");
        var tenant = Guid.CreateVersion7();

        (await behind.FallAsync(follower, 1, tenant, "A bad day.", TimeSpan.FromHours(1), CancellationToken.None)).ShouldBeTrue();
        (await store.MoveAsync(follower, new(1, 0), 10, [tenant], CancellationToken.None)).ShouldBeTrue("It is behind, so they may.");
        (await behind.CaughtUpAsync(follower, 1, tenant, 0, CancellationToken.None)).ShouldBeFalse("They are at 10.");
        (await behind.CaughtUpAsync(follower, 1, tenant, 10, CancellationToken.None)).ShouldBeTrue();
        (await store.MoveAsync(follower, new(1, 10), 20, [tenant], CancellationToken.None)).ShouldBeFalse("It is behind no more, and would miss what they pass.");
        (await store.MoveAsync(follower, new(1, 0), 20, [], CancellationToken.None)).ShouldBeFalse("It is at 10.");
        (await store.MoveAsync(follower, new(1, 10), 20, [], CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_projection_that_commits_is_told_so()
    {
        await using var host = await TillHost.StartAsync(server);
        host.Counter.Commits = true;

        await host.AppendAsync("a", new Deposited(1));

        await host.UntilAsync("SELECT count(*) FROM roost.projection_behind WHERE error LIKE '%has ended the transaction%'", 1L);
    }

    /// <summary>The server ends the connection of every third batch in its middle, behind its rows: whatever has not committed is taken in again, and nothing twice.</summary>
    [Fact]
    public async Task A_connection_that_is_killed_between_rows_and_commit_loses_and_doubles_nothing()
    {
        await using var host = await TillHost.StartAsync(server);
        var batches = 0;
        var kills = 0;
        host.Counter.Work = async (_, run, _, sql) =>
        {
            if (!run.IsInline && Interlocked.Increment(ref batches) % 3 == 0)
            {
                Interlocked.Increment(ref kills);
                await sql.QueryAsync<bool>("SELECT pg_terminate_backend(pg_backend_pid())");
            }
        };

        for (var i = 0; i < 200; i++)
        {
            await host.AppendAsync($"{i % 7}", new Deposited(1), new Withdrawn(3));
            if (i % 20 == 0)
            {
                // So that there are batches enough.
                await host.UntilAsync("SELECT count(*) > 0 FROM till.balances WHERE projection = 'till.balances'", expected: true);
            }
        }

        await host.CaughtUpAsync("till.balances", seconds: 60);
        kills.ShouldBeGreaterThan(0);
        (await host.OneAsync<long>("SELECT sum(balance)::bigint FROM till.balances WHERE projection = 'till.balances'")).ShouldBe(-400);
        (await host.OneAsync<bool>("SELECT bool_and(in_order) FROM till.balances")).ShouldBeTrue();
    }

    [Fact]
    public async Task Two_workers_take_in_each_event_once_and_one_goes_on_where_the_other_was()
    {
        await using var host = await TillHost.StartAsync(server);
        await using var second = await host.StartAnotherAsync<TillModule>(("Roost:Host:Roles", "worker"));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var i = 0; i < 50; i++)
            {
                await host.AppendAsync($"{writer}", new Deposited(1));
            }
        }));
        await host.CaughtUpAsync("till.balances");
        await second.StopAsync();

        await host.AppendAsync("0", new Deposited(1));

        await host.CaughtUpAsync("till.balances");
        (await host.OneAsync<long>("SELECT sum(balance)::bigint FROM till.balances WHERE projection = 'till.balances'")).ShouldBe(201);
        (await host.OneAsync<bool>("SELECT bool_and(in_order) FROM till.balances")).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_has_lost_the_checkpoint_writes_nothing()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        await host.AppendAsync("a", new Deposited(1));
        await using var stale = await host.OpenAsync();
        await using var transaction = await stale.BeginTransactionAsync();
        (await AdvanceAsync(0, 5)).ShouldBeTrue();
        (await AdvanceAsync(0, 6)).ShouldBeFalse("It is there already.");
        (await AdvanceAsync(4, 6)).ShouldBeFalse("It is at 5.");
        (await AdvanceAsync(5, 5)).ShouldBeFalse("It goes on, and never stays.");
        (await AdvanceAsync(5, 6)).ShouldBeTrue();
        await host.LookAsync<int>("UPDATE roost.projection_generation SET retired_at = now() WHERE projection = 'till.balances'");
        (await AdvanceAsync(6, 7)).ShouldBeFalse("Nobody writes rows of a generation that is to go.");

        async Task<bool> AdvanceAsync(long expected, long to)
        {
            await using var command = new Npgsql.NpgsqlCommand(
                "SELECT set_config('app.tenant', $1, true), roost.projection_advance('till.balances', 1, $2, $3)", stale, transaction)
            { Parameters = { new() { Value = host.Tenant.ToString() }, new() { Value = expected }, new() { Value = to } } };
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            return reader.GetBoolean(1);
        }
    }

    [Fact]
    public async Task A_projection_that_does_not_come_after_shows_in_health()
    {
        await using var host = await TillHost.StartAsync(server, ("Roost:Messaging:MaxAge", "00:00:01"));
        var health = host.Services.GetServices<IDependencyCheck>().Single(check => check.Name == "streams");
        (await health.CheckAsync(CancellationToken.None)).IsUp.ShouldBeTrue();
        host.Counter.Work = (_, run, _, _) => run.IsInline ? Task.CompletedTask : throw new InvalidDataException("A bad day.");
        await host.AppendAsync("a", new Deposited(1));
        await host.UntilAsync("SELECT count(*) > 0 FROM roost.projection_behind", expected: true);
        await host.LookAsync<int>("UPDATE roost.projection_behind SET since = since - interval '1 hour'");

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        DependencyState state;
        while ((state = await health.CheckAsync(patience.Token)).IsUp)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }

        state.Cause.ShouldNotBeNull().ShouldContain("'till.balances' is 0.01:00:");
        health.IsRequired.ShouldBeFalse("The host serves requests all the same.");
    }
}
