using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Jobs;
using Roost.Messaging.Schedules;
using Roost.Modules;
using Roost.Operations;

namespace Roost.Messaging.Tests.Schedules;

/// <summary>Schedules that come once a year, in the order in which a look comes to them: a test puts them behind by years.</summary>
[Module("bells")]
public sealed class BellsModule : Module
{
    public const string NewYear = "0 0 1 1 *";

    protected override void Declare(ModuleDeclaration module) => module
        .Job<Bell, BellHandler>(job => job.TenantFree().Queue("bells").Priority(-7).Attempts(3).Timeout(TimeSpan.FromSeconds(42)))
        .Schedule("cracked", NewYear, Bell (_) => throw new InvalidOperationException("It has a crack."))
        .Schedule("skip", NewYear, time => new Bell("skip", time), schedule => schedule.CatchUp(CatchUp.Skip))
        .Schedule("all", NewYear, time => new Bell("all", time), schedule => schedule.CatchUp(CatchUp.All))
        .Schedule("once", NewYear, time => new Bell("once", time), schedule => schedule.TimeZone("Europe/Berlin"));
}

public sealed record Bell(string Schedule, DateTimeOffset FireTime);

internal sealed class BellHandler : IJobHandler<Bell>
{
    public Task<Result> HandleAsync(Bell job, JobRun run, CancellationToken cancellationToken) => Task.FromResult(Result.Success);
}

/// <summary>A schedule that comes every second, for a kind whose jobs have to be admitted.</summary>
[Module("pulse")]
public sealed class PulseModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Job<Beat, BeatHandler>(job => job.TenantFree().Concurrency(1))
        .Schedule("beat", "* * * * * *", time => new Beat(time), schedule => schedule.CatchUp(CatchUp.All))
        .Services(services => services.AddSingleton<Beats>());
}

public sealed record Beat(DateTimeOffset FireTime);

/// <summary>The beats that were handled.</summary>
internal sealed class Beats
{
    public ConcurrentQueue<(Beat Beat, CallContext Context)> Handled { get; } = new();
}

internal sealed class BeatHandler(Beats beats, CallContext context) : IJobHandler<Beat>
{
    public Task<Result> HandleAsync(Beat job, JobRun run, CancellationToken cancellationToken)
    {
        beats.Handled.Enqueue((job, context));
        return Task.FromResult(Result.Success);
    }
}
