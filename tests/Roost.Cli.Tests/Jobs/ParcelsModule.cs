using Roost.Messaging.Events;
using Roost.Messaging.Jobs;
using Roost.Modules;

namespace Roost.Cli.Tests.Jobs;

/// <summary>A module with a job, so that the tables of jobs are there.</summary>
[Module("parcels")]
public sealed class ParcelsModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Job<Send, SendHandler>(job => job.Queue("mail"))
        .Publishes<Sent>()
        .Handles<Sent, Tracker>();
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

/// <summary>How many events were heard.</summary>
internal sealed class Tracked
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add() => Interlocked.Increment(ref _count);
}
