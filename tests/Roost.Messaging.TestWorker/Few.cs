using Roost.Messaging.Jobs;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.TestWorker;

/// <summary>One of which only a few may run at the same time. Writes a row.</summary>
/// <param name="Number">Names the job.</param>
/// <param name="Milliseconds">How long it takes.</param>
public sealed record Few(int Number, int Milliseconds);

internal sealed class FewHandler(Sql<LedgerModule> sql, TimeProvider time) : IJobHandler<Few>
{
    public async Task<Result> HandleAsync(Few job, JobRun run, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(job.Milliseconds), time, cancellationToken);
        await sql.ExecuteAsync("INSERT INTO ledger.effects VALUES (@Number, 'few', @Id)", new { job.Number, run.Id }, cancellationToken);
        return Result.Success;
    }
}
