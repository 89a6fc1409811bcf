using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Events;
using Roost.Modules;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Tests.Events;

/// <summary>A module that publishes and reads its own news.</summary>
[Module("news")]
public sealed class NewsModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Publishes<Printed>()
        .Publishes<Rebuilt>(published => published.TenantFree())
        .Handles<Printed, Reader>(job => job.Attempts(3).RetryAfter(static _ => TimeSpan.Zero))
        .Handles<Printed, Archivist>(job => job.Named("archive").Queue("archive").Attempts(2).RetryAfter(static _ => TimeSpan.Zero))
        .Handles<Rebuilt, Builder>()
        .Services(services => services.AddSingleton<Desk>());
}

[IntegrationEvent("news.printed")]
public sealed record Printed(string Title);

[IntegrationEvent("news.rebuilt")]
public sealed record Rebuilt(int Number);

/// <summary>What was heard, and what is to be done with it.</summary>
internal sealed class Desk
{
    private readonly ConcurrentQueue<Heard> _heard = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Heard>> _awaited = new();

    /// <summary>What whoever hears does.</summary>
    public Func<Heard, Sql<NewsModule>, Task<Result>> Work { get; set; } = (_, _) => Task.FromResult(Result.Success);

    public IReadOnlyCollection<Heard> Heard => _heard;

    /// <summary>Waits until somebody hears of something.</summary>
    public Task<Heard> HeardAsync(string who, string what, int attempt = 1) => Of(who, what, attempt).Task.WaitAsync(TimeSpan.FromSeconds(30));

    public Task<Result> HearAsync(Heard heard, Sql<NewsModule> sql)
    {
        _heard.Enqueue(heard);
        Of(heard.Who, heard.What, heard.Run.Attempt).TrySetResult(heard);
        return Work(heard, sql);
    }

    private TaskCompletionSource<Heard> Of(string who, string what, int attempt) =>
        _awaited.GetOrAdd($"{who}/{what}/{attempt}", _ => new TaskCompletionSource<Heard>(TaskCreationOptions.RunContinuationsAsynchronously));
}

internal sealed record Heard(string Who, string What, EventRun Run, CallContext Context);

internal sealed class Reader(Desk desk, Sql<NewsModule> sql, CallContext context) : IEventHandler<Printed>
{
    public Task<Result> HandleAsync(Printed integrationEvent, EventRun run, CancellationToken cancellationToken) =>
        desk.HearAsync(new("reader", integrationEvent.Title, run, context), sql);
}

internal sealed class Archivist(Desk desk, Sql<NewsModule> sql, CallContext context) : IEventHandler<Printed>
{
    public Task<Result> HandleAsync(Printed integrationEvent, EventRun run, CancellationToken cancellationToken) =>
        desk.HearAsync(new("archivist", integrationEvent.Title, run, context), sql);
}

internal sealed class Builder(Desk desk, Sql<NewsModule> sql, CallContext context) : IEventHandler<Rebuilt>
{
    public Task<Result> HandleAsync(Rebuilt integrationEvent, EventRun run, CancellationToken cancellationToken) =>
        desk.HearAsync(new("builder", $"{integrationEvent.Number}", run, context), sql);
}
