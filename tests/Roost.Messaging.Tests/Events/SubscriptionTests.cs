using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework.Migrations;
using Roost.Messaging.Events;
using Roost.Messaging.Events.Delivery;
using Roost.Modules;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Events;

/// <summary>Subscriptions that come, go, and hear of the past.</summary>
public sealed class SubscriptionTests(PostgresServer server)
{
    private const string Known = "SELECT name FROM roost.event_subscription WHERE retired_at IS NULL ORDER BY name";

    [Fact]
    public async Task A_migration_makes_subscriptions_known_before_any_worker_runs()
    {
        await using var host = await NewsHost.StartAsync(server, ("Roost:Host:Roles", "api"));

        (await host.LookAsync<string>(Known)).ShouldBe(["news.archive", "news.on-printed", "news.on-rebuilt"]);
    }

    [Fact]
    public async Task A_new_one_hears_of_what_is_published_from_then_on_unless_it_asks_for_the_past()
    {
        await using var host = await NewsHost.StartAsync(server);
        await host.PrintAsync("old");
        await host.UntilAsync("SELECT count(*) FROM roost.job_done", 2L);

        await using var grown = await host.StartAnotherAsync<GrownModule>();
        var desk = grown.Services.GetRequiredService<Desk>();
        await host.UntilAsync("SELECT count(*) FROM roost.event_subscription WHERE name = 'news.latecomer'", 1L);
        await host.PrintAsync("new");

        await desk.HeardAsync("latecomer", "new");
        await desk.HeardAsync("historian", "new");
        await host.UntilAsync("SELECT count(*) FROM roost.job", 0L);
        desk.Heard.Where(heard => heard.Who == "latecomer").Select(heard => heard.What).ShouldBe(["new"]);
        desk.Heard.Where(heard => heard.Who == "historian").Select(heard => heard.What).ShouldBe(["old", "new"]);
    }

    [Fact]
    public async Task The_past_comes_in_order_and_before_what_is_new_while_others_publish()
    {
        const int Old = 520;
        const int New = 80;
        await using var host = await NewsHost.StartAsync(server);
        await PublishAsync(host, 0, Old);
        await host.UntilAsync("SELECT count(*) FROM roost.event_log", (long)Old);

        await using var grown = await host.StartAnotherAsync<GrownModule>();
        var desk = grown.Services.GetRequiredService<Desk>();
        await PublishAsync(host, Old, New);

        await host.UntilAsync("SELECT count(*) FROM roost.job_done WHERE kind = 'news.historian'", (long)(Old + New));
        desk.Heard.Where(heard => heard.Who == "historian").Select(heard => heard.What).ShouldBe(Enumerable.Range(0, Old + New).Select(i => $"{i}"));
        (await host.CountAsync<long?>("SELECT position FROM roost.event_subscription WHERE name = 'news.historian'")).ShouldBeNull("It has caught up.");
    }

    [Fact]
    public async Task One_is_sent_back_to_a_time()
    {
        await using var host = await NewsHost.StartAsync(server);
        await host.PrintAsync("first");
        await host.PrintAsync("second");
        await host.UntilAsync("SELECT count(*) FROM roost.job_done", 4L);
        var second = host.Desk.Heard.First(heard => heard.What == "second").Run;
        var replay = host.Services.GetRequiredService<IEventReplay>();

        (await replay.ReplayAsync("news.on-printed", second.PublishedAt)).IsSuccess.ShouldBeTrue();
        (await replay.ReplayAsync("news.nobody", second.PublishedAt)).Error!.Kind.ShouldBe(ErrorKind.NotFound);

        await host.UntilAsync("SELECT count(*) FROM roost.job_done", 5L);
        var again = host.Desk.Heard.Where(heard => heard.Who == "reader").ToList();
        again.Select(heard => heard.What).ShouldBe(["first", "second", "second"], ignoreOrder: true);
        again.Count(heard => heard.Run.EventId == second.EventId).ShouldBe(2);
        again.Select(heard => heard.Run.Id).Distinct().Count().ShouldBe(3, "Each is another job.");
    }

    [Fact]
    public async Task One_that_the_image_no_longer_has_is_retired_by_the_next_migration_and_hears_nothing_more()
    {
        await using var host = await NewsHost.StartAsync(server, ("Roost:Host:Roles", "api"));
        await using var grown = await host.StartAnotherAsync<GrownModule>(("Roost:Host:Roles", "api"));
        await grown.Services.GetRequiredService<ModuleMigrations>().ApplyAsync(CancellationToken.None);
        (await host.LookAsync<string>(Known)).ShouldBe(["news.historian", "news.latecomer"]);
        await host.PrintAsync("while they were there");
        await host.Services.GetRequiredService<EventStore>().AdvanceAsync(500, CancellationToken.None);

        await host.Services.GetRequiredService<ModuleMigrations>().ApplyAsync(CancellationToken.None);
        await host.PrintAsync("afterwards");
        await host.Services.GetRequiredService<EventStore>().AdvanceAsync(500, CancellationToken.None);

        (await host.LookAsync<string>(Known)).ShouldBe(["news.archive", "news.on-printed", "news.on-rebuilt"]);
        (await host.LookAsync<string>("SELECT kind FROM roost.job ORDER BY seq")).ShouldBe(["news.latecomer", "news.historian", "news.archive", "news.on-printed"], ignoreOrder: true);
    }

    private static async Task PublishAsync(NewsHost host, int from, int count)
    {
        foreach (var chunk in Enumerable.Range(from, count).Chunk(25))
        {
            await host.RunAsync(services =>
            {
                var events = services.GetRequiredService<IEvents>();
                return Task.FromResult(Array.ConvertAll(chunk, i => events.Publish(new Printed($"{i}"), "one")));
            });
        }
    }
}

/// <summary>What has become of the module: others subscribe.</summary>
[Module("news")]
public sealed class GrownModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Publishes<Printed>()
        .Handles<Printed, Latecomer>(job => job.Named("latecomer"))
        .Handles<Printed, Historian>(job => job.Named("historian").Queue("history").FromTheBeginning().InOrder())
        .Services(services => services.AddSingleton<Desk>());
}

internal sealed class Latecomer(Desk desk, Postgres.UnitsOfWork.Sql<NewsModule> sql, Operations.CallContext context) : IEventHandler<Printed>
{
    public Task<Result> HandleAsync(Printed integrationEvent, EventRun run, CancellationToken cancellationToken) =>
        desk.HearAsync(new("latecomer", integrationEvent.Title, run, context), sql);
}

internal sealed class Historian(Desk desk, Postgres.UnitsOfWork.Sql<NewsModule> sql, Operations.CallContext context) : IEventHandler<Printed>
{
    public Task<Result> HandleAsync(Printed integrationEvent, EventRun run, CancellationToken cancellationToken) =>
        desk.HearAsync(new("historian", integrationEvent.Title, run, context), sql);
}
