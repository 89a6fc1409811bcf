using Roost.Messaging.Jobs;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.TestWorker;

/// <summary>One that waits for those of its key that were added before. Writes a row.</summary>
/// <param name="Number">Names the job.</param>
/// <param name="Milliseconds">How long it takes.</param>
public sealed record Turn(int Number, int Milliseconds);

internal sealed class TurnHandler(Sql<LedgerModule> sql, TimeProvider time) : IJobHandler<Turn>
{
    public async Task<Result> HandleAsync(Turn job, JobRun run, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(job.Milliseconds), time, cancellationToken);
        await sql.ExecuteAsync("INSERT INTO ledger.effects VALUES (@Number, 'turn', @Id)", new { job.Number, run.Id }, cancellationToken);
        return Result.Success;
    }
}
