using Roost.Messaging.Jobs;
using Roost.Messaging.Schedules;
using Roost.Modules;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.TestWorker;

/// <summary>A schedule that comes every second, each time of which leaves a row.</summary>
[Module("ticker")]
public sealed class TickerModule : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module
        .Job<Tick, TickHandler>(job => job.TenantFree().Attempts(100))
        .Schedule("tick", "* * * * * *", time => new Tick((int)time.ToUnixTimeSeconds()), schedule => schedule.CatchUp(CatchUp.All));
}

/// <summary>Writes a row.</summary>
/// <param name="Number">The fire time, in seconds since 1970.</param>
public sealed record Tick(int Number);

internal sealed class TickHandler(Sql<TickerModule> sql) : IJobHandler<Tick>
{
    public async Task<Result> HandleAsync(Tick job, JobRun run, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync("INSERT INTO ledger.effects VALUES (@Number, 'tick', @Id)", new { job.Number, run.Id }, cancellationToken);
        return Result.Success;
    }
}
