using Roost.Messaging.Jobs;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.TestWorker;

/// <summary>Writes a row and commits it, and then another one.</summary>
/// <param name="Number">Names the job.</param>
/// <param name="Milliseconds">How long it takes before the first commit.</param>
public sealed record TwoSteps(int Number, int Milliseconds);

internal sealed class TwoStepsHandler(Sql<LedgerModule> sql, Operation operation, TimeProvider time) : IJobHandler<TwoSteps>
{
    public async Task<Result> HandleAsync(TwoSteps job, JobRun run, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync("INSERT INTO ledger.effects VALUES (@Number, 'first-step', @Id)", new { job.Number, run.Id }, cancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(job.Milliseconds), time, cancellationToken);
        await operation.CommitAsync(cancellationToken);
        await sql.ExecuteAsync("INSERT INTO ledger.effects VALUES (@Number, 'second-step', @Id)", new { job.Number, run.Id }, cancellationToken);
        return Result.Success;
    }
}
