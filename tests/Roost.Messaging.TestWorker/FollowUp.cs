using Roost.Messaging.Jobs;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.TestWorker;

/// <summary>What a <see cref="Post"/> asks for.</summary>
/// <param name="Number">Names the post.</param>
public sealed record FollowUp(int Number);

internal sealed class FollowUpHandler(Sql<LedgerModule> sql) : IJobHandler<FollowUp>
{
    public async Task<Result> HandleAsync(FollowUp job, JobRun run, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync("INSERT INTO ledger.effects VALUES (@Number, 'follow-up', @Id)", new { job.Number, run.Id }, cancellationToken);
        return Result.Success;
    }
}
