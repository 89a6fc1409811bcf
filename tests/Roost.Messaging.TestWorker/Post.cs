using Roost.Messaging.Jobs;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.TestWorker;

/// <summary>Writes a row, and asks for another job that writes one, in one transaction; or does nothing in the database.</summary>
/// <param name="Number">Names the job.</param>
/// <param name="Writes">Whether it writes.</param>
/// <param name="Milliseconds">How long it takes.</param>
public sealed record Post(int Number, bool Writes, int Milliseconds);

internal sealed class PostHandler(Sql<LedgerModule> sql, IJobs jobs, TimeProvider time) : IJobHandler<Post>
{
    public async Task<Result> HandleAsync(Post job, JobRun run, CancellationToken cancellationToken)
    {
        if (job.Writes)
        {
            await sql.ExecuteAsync("INSERT INTO ledger.effects VALUES (@Number, 'post')", new { job.Number }, cancellationToken);
            jobs.Enqueue(new FollowUp(job.Number));
        }

        await Task.Delay(TimeSpan.FromMilliseconds(job.Milliseconds), time, cancellationToken);
        return Result.Success;
    }
}
