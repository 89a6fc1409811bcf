using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework.Migrations;
using Roost.Messaging.Steering;
using Roost.Messaging.Streams;
using Roost.Messaging.Streams.Declaration;
using Roost.Messaging.Streams.Projecting;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Streams;

/// <summary>What is promised of a projection that is built anew.</summary>
public sealed class RebuildTests(PostgresServer server)
{
    private const string Rows = "SELECT account || ' ' || balance || ' ' || last || ' ' || in_order FROM till.balances WHERE projection = @projection AND generation = roost.projection_live(@projection) ORDER BY 1";

    [Theory]
    [InlineData("till.balances")]
    [InlineData("till.inline-balances")]
    public async Task One_that_is_rebuilt_while_others_write_ends_equal_to_what_was_kept(string projection)
    {
        await using var host = await TillHost.StartAsync(server);
        await WriteAsync(host, rounds: 40);
        await host.CaughtUpAsync("till.balances");
        using var over = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(writer => WriteUntilAsync(host, writer, over.Token)));
        // What readers see is never less than what was there, and never nothing.
        var reading = ReadUntilAsync(host, projection, over.Token);

        (await host.Steering.RebuildAsync(projection)).ShouldBe(RebuildResult.Begun);

        await host.UntilAsync("SELECT live FROM roost.projection WHERE name = @projection", 2, new { projection }, seconds: 60);
        await over.CancelAsync();
        await writing;
        (await reading).ShouldBeGreaterThan(0);
        await host.CaughtUpAsync("till.balances");
        var truth = await host.LookAsync<string>(
            """
            SELECT id || ' ' || sum((convert_from(payload, 'UTF8')::json ->> 'amount')::bigint) || ' ' || max(version) || ' true' FROM roost.stream_event GROUP BY id ORDER BY 1
            """);
        truth.Count.ShouldBeGreaterThan(3);
        (await host.LookAsync<string>(Rows, new { projection = "till.balances" })).ShouldBe(truth);
        (await host.LookAsync<string>(Rows, new { projection = "till.inline-balances" })).ShouldBe(truth);
        (await host.OneAsync<int?>("SELECT building FROM roost.projection WHERE name = @projection", new { projection })).ShouldBeNull();
    }

    [Fact]
    public async Task An_inline_one_goes_on_inline_in_its_new_generation()
    {
        await using var host = await TillHost.StartAsync(server);
        await host.AppendAsync("a", new Deposited(1));
        await host.Steering.RebuildAsync("till.inline-balances");
        await host.UntilAsync("SELECT live FROM roost.projection WHERE name = 'till.inline-balances'", 2);

        await host.AppendAsync("a", new Deposited(2));

        (await host.LookAsync<string>(Rows, new { projection = "till.inline-balances" })).ShouldBe(["a 3 2 true"]);
        (await host.OneAsync<long>("SELECT balance FROM till.balances WHERE projection = 'till.inline-balances' AND generation = 1")).ShouldBe(1, "The old one is left alone.");
    }

    [Fact]
    public async Task An_append_that_is_open_holds_up_the_switch_of_an_inline_one_and_loses_nothing()
    {
        await using var host = await TillHost.StartAsync(server);
        await host.AppendAsync("a", new Deposited(1));
        var opened = new TaskCompletionSource();
        var close = new TaskCompletionSource();
        var slow = host.RunAsync(async services =>
        {
            var appended = await services.GetRequiredService<IStreams<Account>>().AppendAsync("a", StreamVersion.Any, [new Deposited(2)]);
            opened.SetResult();
            await close.Task;
            return appended;
        });
        await opened.Task;
        await host.Steering.RebuildAsync("till.inline-balances");
        await host.UntilAsync("SELECT position FROM roost.projection_generation WHERE projection = 'till.inline-balances' AND generation = 2", 1L);
        (await host.OneAsync<int>("SELECT live FROM roost.projection WHERE name = 'till.inline-balances'")).ShouldBe(1);
        await host.AppendAsync("b", new Deposited(7));

        close.SetResult();
        (await slow).Value.ShouldBe(2);

        await host.UntilAsync("SELECT live FROM roost.projection WHERE name = 'till.inline-balances'", 2);
        (await host.LookAsync<string>(Rows, new { projection = "till.inline-balances" })).ShouldBe(["a 3 2 true", "b 7 1 true"]);
    }

    [Fact]
    public async Task One_that_is_new_is_built_from_what_was_appended_before_it()
    {
        await using var host = await TillHost.StartAsync<PlainTillModule>(server, TillHost.OnlyApi);
        await host.AppendAsync("a", new Deposited(1), new Deposited(2));
        await using var newer = await host.StartAnotherAsync<TillModule>(("Roost:Host:Roles", "api,worker"));

        await host.UntilAsync("SELECT count(*) FROM roost.projection WHERE live = 1", 3L);
        await host.CaughtUpAsync("till.balances");

        (await host.LookAsync<string>(Rows, new { projection = "till.balances" })).ShouldBe(["a 3 2 true"]);
        (await host.LookAsync<string>(Rows, new { projection = "till.inline-balances" })).ShouldBe(["a 3 2 true"]);
        await newer.StopAsync();
    }

    [Fact]
    public async Task One_that_went_and_came_back_has_what_was_appended_meanwhile()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        await host.AppendAsync("a", new Deposited(1));
        await using (var plain = await host.StartAnotherAsync<PlainTillModule>(TillHost.OnlyApi))
        {
            await plain.Services.GetRequiredService<ModuleMigrations>().ApplyAsync(CancellationToken.None);
            (await host.OneAsync<long>("SELECT count(*) FROM roost.projection WHERE retired_at IS NULL")).ShouldBe(0);
            await plain.Services.GetRequiredService<Roost.Operations.IOperations>().RunAsync(
                host.Context(), (services, _) => services.GetRequiredService<IStreams<Account>>().AppendAsync("a", StreamVersion.Any, [new Deposited(2)]));
        }

        await using var worker = await host.StartAnotherAsync<TillModule>(("Roost:Host:Roles", "worker"));

        await host.UntilAsync("SELECT live FROM roost.projection WHERE name = 'till.inline-balances'", 2);
        await host.CaughtUpAsync("till.balances");
        (await host.LookAsync<string>(Rows, new { projection = "till.balances" })).ShouldBe(["a 3 2 true"]);
        (await host.LookAsync<string>(Rows, new { projection = "till.inline-balances" })).ShouldBe(["a 3 2 true"]);
        await worker.StopAsync();
    }

    [Fact]
    public async Task One_that_is_being_built_begins_anew_when_it_is_asked_for_again()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);
        await host.AppendAsync("a", new Deposited(1));

        await host.Steering.RebuildAsync("till.balances");
        await host.Steering.RebuildAsync("till.balances");

        (await host.LookAsync<string>("SELECT generation || CASE WHEN retired_at IS NULL THEN '' ELSE ' retired' END FROM roost.projection_generation WHERE projection = 'till.balances' ORDER BY 1"))
            .ShouldBe(["1", "2 retired", "3"]);
        (await host.OneAsync<int>("SELECT building FROM roost.projection WHERE name = 'till.balances'")).ShouldBe(3);
    }

    [Fact]
    public async Task Rows_that_nobody_reads_any_more_are_deleted()
    {
        await using var host = await TillHost.StartAsync(server);
        await host.AppendAsync("a", new Deposited(1));
        await host.CaughtUpAsync("till.balances");
        await host.Steering.RebuildAsync("till.balances");
        await host.UntilAsync("SELECT live FROM roost.projection WHERE name = 'till.balances'", 2);
        var retired = host.Services.GetRequiredService<RetiredGenerations>();
        var follower = host.Services.GetRequiredService<StreamCatalogue>().Followers.Single(follower => follower.Name == "till.balances");

        await retired.ClearAsync(follower, CancellationToken.None);
        (await host.LookAsync<int>("SELECT generation FROM till.balances WHERE projection = 'till.balances' ORDER BY 1")).ShouldBe([1, 2], "Somebody may still read it.");
        await host.LookAsync<int>("UPDATE roost.projection_generation SET retired_at = retired_at - interval '1 hour' WHERE retired_at IS NOT NULL");
        await retired.ClearAsync(follower, CancellationToken.None);

        (await host.LookAsync<int>("SELECT generation FROM till.balances WHERE projection = 'till.balances'")).ShouldBe([2]);
        (await host.LookAsync<int>("SELECT generation FROM roost.projection_generation WHERE projection = 'till.balances'")).ShouldBe([2]);
        (await host.LookAsync<int>("SELECT DISTINCT generation FROM roost.projection_checkpoint WHERE projection = 'till.balances'")).ShouldBe([2]);
    }

    [Fact]
    public async Task What_cannot_be_rebuilt_is_said()
    {
        await using var host = await TillHost.StartAsync(server, TillHost.OnlyApi);

        (await host.Steering.RebuildAsync("till.none")).ShouldBe(RebuildResult.NotFound);
        (await host.Steering.RebuildAsync("till.on-withdrawn")).ShouldBe(RebuildResult.IsSubscription);
        (await host.Steering.ListAsync()).Select(projection => (projection.Name, projection.Kind, projection.Generation, projection.Building)).ShouldBe(
            [("till.balances", ProjectionKind.Behind, 1, null), ("till.inline-balances", ProjectionKind.Inline, 1, null), ("till.on-withdrawn", ProjectionKind.Subscription, 1, (int?)null)]);
    }

    private static async Task WriteAsync(TillHost host, int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            await host.AppendAsync($"{i % 3}", new Deposited(i), new Deposited(1));
        }
    }

    private static async Task WriteUntilAsync(TillHost host, int writer, CancellationToken over)
    {
        for (var i = 0; !over.IsCancellationRequested; i++)
        {
            await host.AppendAsync($"{(writer + i) % 7}", new Deposited(i));
        }
    }

    private static async Task<int> ReadUntilAsync(TillHost host, string projection, CancellationToken over)
    {
        var reads = 0;
        while (!over.IsCancellationRequested)
        {
            (await host.LookAsync<string>(Rows, new { projection })).Count.ShouldBeGreaterThanOrEqualTo(3);
            reads++;
        }

        return reads;
    }
}
