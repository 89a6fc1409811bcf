using Roost.Messaging.Jobs;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.TestWorker;

/// <summary>Writes a row and fails, so that it is undone, and the second time writes it and does not.</summary>
/// <param name="Number">Names the job.</param>
/// <param name="Milliseconds">How long it takes.</param>
public sealed record Stumble(int Number, int Milliseconds);

internal sealed class StumbleHandler(Sql<LedgerModule> sql, TimeProvider time) : IJobHandler<Stumble>
{
    public async Task<Result> HandleAsync(Stumble job, JobRun run, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync("INSERT INTO ledger.effects VALUES (@Number, 'stumble', @Id)", new { job.Number, run.Id }, cancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(job.Milliseconds), time, cancellationToken);
        return run.Attempt == 1 ? Error.Unavailable("ledger.stumbled", "The first attempt fails.") : Result.Success;
    }
}
