using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Roost.Hosting;
using Roost.Messaging.Events;
using Roost.Messaging.Streams;
using Roost.Modules;
using Roost.Startup;

namespace Roost.Messaging.Tests.Streams;

public sealed class StreamDeclarationTests
{
    [Fact]
    public async Task What_is_wrong_with_streams_is_said_all_at_once()
    {
        var report = await ReportAsync();

        report.ShouldContain("RST100");
        report.ShouldContain("2 streams are declared as 'crooked.twin'.");
        report.ShouldContain("RST101");
        report.ShouldContain("The stream 'crooked.twice' declares the event 'happened' more than once.");
        report.ShouldContain("The stream 'crooked.twice' declares the event Opened more than once.");
        report.ShouldContain("RST102");
        report.ShouldContain("The old event 'round' of the stream 'crooked.lost' is brought up to date, and does not become an event of the stream.");
        report.ShouldContain("RST103");
        report.ShouldContain("The projection 'crooked.foreign' is of Drawer, which is the state of no stream of its module.");
        report.ShouldContain("The projection 'crooked.empty' is of no stream.");
        report.ShouldContain("RST104");
        report.ShouldContain("'crooked.on-counted' handles Counted, which is an event of no stream of its module.");
        report.ShouldContain("RST105");
        report.ShouldContain("2 projections or subscriptions to streams are named 'crooked.empty'.");
        report.ShouldContain("RST106");
    }

    [Fact]
    public async Task One_that_is_no_worker_needs_no_system_role() => (await ReportAsync(("Roost:Host:Roles", "api"))).ShouldNotContain("RST106");

    [Fact]
    public void Snapshots_come_not_too_often() =>
        Should.Throw<ArgumentOutOfRangeException>(() => WebApplication.CreateSlimBuilder().AddRoost(roost => roost.AddModule<HastyModule>()));

    private static async Task<string> ReportAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("Roost:Postgres:App", "Host=127.0.0.1;Port=1;Database=none;Username=app;Password=none")]);
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.AddRoost(roost => roost.AddModule<CrookedModule>());
        await using var application = builder.Build();
        application.UseRoost();
        return (await Should.ThrowAsync<StartupException>(application.StartAsync())).Message;
    }
}

[Module("crooked")]
public sealed class CrookedModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Stream<Account>("twin", stream => stream.Event<Opened>("opened", Account.Apply))
        .Stream<LostState>("twin", stream => stream.Event<Opened>("opened", static (state, _) => state))
        .Stream<TwiceState>("twice", stream => stream
            .Event<Opened>("happened", static (state, _) => state)
            .Event<Opened>("opened", static (state, _) => state)
            .Event<Deposited>("happened", static (state, _) => state))
        .Stream<RoundState>("lost", stream => stream
            .Event<Opened>("opened", static (state, _) => state)
            .Upcasts<Deposited, Withdrawn>("round", static old => new(old.Amount))
            .Upcasts<Withdrawn, Deposited>("and-round", static old => new(old.Amount)))
        .Projection<NoProjection>("foreign", projection => projection.Of<Drawer>())
        .Projection<NoProjection>("empty", static _ => { })
        .Projection<OtherProjection>("empty", projection => projection.Of<Account>())
        .On<Counted, CountedHandler>();
}

[Module("hasty")]
public sealed class HastyModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Stream<Account>("account", stream => stream.Snapshots(every: 1));
}

public sealed record LostState;

public sealed record TwiceState;

public sealed record RoundState;

internal sealed class NoProjection : IProjection
{
    public Task ProjectAsync(IReadOnlyList<StreamEvent> events, ProjectionRun run, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ClearAsync(int generation, CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class OtherProjection : IProjection
{
    public Task ProjectAsync(IReadOnlyList<StreamEvent> events, ProjectionRun run, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ClearAsync(int generation, CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class CountedHandler : IEventHandler<Counted>
{
    public Task<Result> HandleAsync(Counted integrationEvent, EventRun run, CancellationToken cancellationToken) => Task.FromResult(Result.Success);
}
