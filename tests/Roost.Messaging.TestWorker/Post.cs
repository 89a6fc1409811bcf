using Roost.Messaging.Events;
using Roost.Messaging.Jobs;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.TestWorker;

/// <summary>Writes a row, asks for another job that writes one, and publishes an event, in one transaction; or does nothing in the database.</summary>
/// <param name="Number">Names the job.</param>
/// <param name="Writes">Whether it writes.</param>
/// <param name="Milliseconds">How long it takes.</param>
/// <param name="FollowUpIn">How many milliseconds the other job waits.</param>
public sealed record Post(int Number, bool Writes, int Milliseconds, int FollowUpIn = 0);

internal sealed class PostHandler(Sql<LedgerModule> sql, IJobs jobs, IEvents events, TimeProvider time) : IJobHandler<Post>
{
    public async Task<Result> HandleAsync(Post job, JobRun run, CancellationToken cancellationToken)
    {
        if (job.Writes)
        {
            await sql.ExecuteAsync("INSERT INTO ledger.effects VALUES (@Number, 'post', @Id)", new { job.Number, run.Id }, cancellationToken);
            jobs.Enqueue(new FollowUp(job.Number), job.FollowUpIn > 0 ? new() { Delay = TimeSpan.FromMilliseconds(job.FollowUpIn) } : null);
            events.Publish(new Posted(job.Number));
        }

        await Task.Delay(TimeSpan.FromMilliseconds(job.Milliseconds), time, cancellationToken);
        return Result.Success;
    }
}
