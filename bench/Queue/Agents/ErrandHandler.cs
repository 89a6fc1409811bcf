using Roost;
using Roost.Messaging.Jobs;

namespace Bench.Queue.Agents;

internal sealed class ErrandHandler(Tally tally) : IJobHandler<Errand>
{
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(5);

    public async Task<Result> HandleAsync(Errand job, JobRun run, CancellationToken cancellationToken)
    {
        tally.Begin(job.SentAt);
        await Task.Delay(Length, cancellationToken);
        return Result.Success;
    }
}
