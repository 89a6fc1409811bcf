using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Roost.Hosting;
using Roost.Messaging.DomainEvents;
using Roost.Messaging.Events;
using Roost.Messaging.Jobs;
using Roost.Modules;
using Roost.Startup;

namespace Roost.Messaging.Tests.Events;

public sealed class EventDeclarationTests
{
    [Fact]
    public async Task What_is_wrong_with_events_is_said_all_at_once()
    {
        var report = await ReportAsync();

        report.ShouldContain("RST070");
        report.ShouldContain("'wrong.on-orphan' handles Orphan, which no module of this image publishes.");
        report.ShouldContain("RST071");
        report.ShouldContain("Twin is published 2 times, by wrong, other.");
        report.ShouldContain("RST072");
        report.ShouldContain("2 events are named 'wrong.twin' on the wire");
        report.ShouldContain("RST073");
        report.ShouldContain("Nameless is published or handled, and has no name on the wire.");
        report.ShouldContain("[IntegrationEvent(\"wrong.nameless\")]");
        report.ShouldContain("RST074");
        report.ShouldContain("2 subscriptions are named 'wrong.on-twin'.");
        report.ShouldContain("RST076");
        report.ShouldContain("The domain event Within is handled by wrong and by other, in one transaction.");
        report.ShouldContain("RST077");
        report.ShouldContain("'wrong.forward-twin-to-nowhere' takes events to 'nowhere', and this host has no transport of that name.");
        report.ShouldNotContain("RST060", Case.Sensitive, "Two who handle one event are no job that is declared twice.");
    }

    [Fact]
    public async Task A_worker_that_only_hands_events_on_needs_the_system_role()
    {
        (await ReportAsync(("Roost:Host:Modules", "publisher"))).ShouldContain("RST075");
        (await ReportAsync(("Roost:Host:Modules", "publisher"), ("Roost:Host:Roles", "api"))).ShouldNotContain("RST075");
    }

    [Fact]
    public void A_job_has_no_past() =>
        Should.Throw<ArgumentException>(() => WebApplication.CreateSlimBuilder().AddRoost(roost => roost.AddModule<PastModule>())).Message.ShouldContain("FromTheBeginning is for subscriptions");

    private static async Task<string> ReportAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("Roost:Postgres:App", "Host=127.0.0.1;Port=1;Database=none;Username=app;Password=none")]);
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.AddRoost(roost => roost.AddModule<WrongModule>().AddModule<OtherModule>().AddModule<PublisherModule>());
        await using var application = builder.Build();
        application.UseRoost();
        return (await Should.ThrowAsync<StartupException>(application.StartAsync())).Message;
    }
}

[Module("wrong")]
public sealed class WrongModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Publishes<Twin>()
        .Publishes<OtherTwin>()
        .Publishes<Nameless>()
        .Handles<Twin, Everything>()
        .Handles<Twin, Everything>()
        .Handles<Orphan, Everything>()
        .Forwards<Twin>("nowhere")
        .HandlesInTransaction<Within, Everything>();
}

[Module("other")]
public sealed class OtherModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Publishes<Twin>().HandlesInTransaction<Within, OtherHandler>();
}

[Module("publisher")]
public sealed class PublisherModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Publishes<Lonely>();
}

[Module("past")]
public sealed class PastModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Job<Within, Everything>(job => job.FromTheBeginning());
}

[IntegrationEvent("wrong.twin")]
public sealed record Twin;

[IntegrationEvent("wrong.twin")]
public sealed record OtherTwin;

[IntegrationEvent("wrong.orphan")]
public sealed record Orphan;

[IntegrationEvent("publisher.lonely")]
public sealed record Lonely;

public sealed record Nameless;

public sealed record Within;

internal sealed class Everything : IEventHandler<Twin>, IEventHandler<Orphan>, IDomainEventHandler<Within>, IJobHandler<Within>
{
    public Task<Result> HandleAsync(Twin integrationEvent, EventRun run, CancellationToken cancellationToken) => Task.FromResult(Result.Success);

    public Task<Result> HandleAsync(Orphan integrationEvent, EventRun run, CancellationToken cancellationToken) => Task.FromResult(Result.Success);

    public Task<Result> HandleAsync(Within domainEvent, CancellationToken cancellationToken) => Task.FromResult(Result.Success);

    public Task<Result> HandleAsync(Within job, JobRun run, CancellationToken cancellationToken) => Task.FromResult(Result.Success);
}

internal sealed class OtherHandler : IDomainEventHandler<Within>
{
    public Task<Result> HandleAsync(Within domainEvent, CancellationToken cancellationToken) => Task.FromResult(Result.Success);
}
