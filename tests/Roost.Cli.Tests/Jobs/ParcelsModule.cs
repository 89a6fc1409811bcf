using Roost.Messaging.Events;
using Roost.Messaging.Jobs;
using Roost.Messaging.Streams;
using Roost.Modules;

namespace Roost.Cli.Tests.Jobs;

/// <summary>A module with a job, so that the tables of jobs are there.</summary>
[Module("parcels")]
public sealed class ParcelsModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Job<Send, SendHandler>(job => job.Queue("mail"))
        .Publishes<Sent>()
        .Handles<Sent, Tracker>()
        .Stream<Route>("route", stream => stream.Event<Moved>("moved", static (_, moved) => new Route { At = moved.To }))
        .Projection<Stops>("stops", projection => projection.Of<Route>())
        .On<Moved, Watcher>();
}

public sealed record Send(string To);

internal sealed class SendHandler : IJobHandler<Send>
{
    public Task<Result> HandleAsync(Send job, JobRun run, CancellationToken cancellationToken) =>
        Task.FromResult<Result>(new Error(ErrorKind.Invalid, "parcels.unknown-street", $"Nobody lives in [{job.To}]."));
}

[IntegrationEvent("parcels.sent")]
public sealed record Sent(string To);

internal sealed class Tracker(Tracked tracked) : IEventHandler<Sent>
{
    public Task<Result> HandleAsync(Sent integrationEvent, EventRun run, CancellationToken cancellationToken)
    {
        tracked.Add();
        return Task.FromResult(Result.Success);
    }
}

public sealed record Route
{
    public string At { get; init; } = "";
}

public sealed record Moved(string To);

/// <summary>A projection without rows.</summary>
internal sealed class Stops : IProjection
{
    public Task ProjectAsync(IReadOnlyList<StreamEvent> events, ProjectionRun run, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ClearAsync(int generation, CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class Watcher : IEventHandler<Moved>
{
    public Task<Result> HandleAsync(Moved integrationEvent, EventRun run, CancellationToken cancellationToken) => Task.FromResult(Result.Success);
}

/// <summary>How many events were heard.</summary>
internal sealed class Tracked
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add() => Interlocked.Increment(ref _count);
}
