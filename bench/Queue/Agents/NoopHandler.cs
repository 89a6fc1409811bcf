using Roost;
using Roost.Messaging.Jobs;

namespace Bench.Queue.Agents;

internal sealed class NoopHandler(Tally tally) : IJobHandler<Noop>
{
    public Task<Result> HandleAsync(Noop job, JobRun run, CancellationToken cancellationToken)
    {
        tally.Begin(job.SentAt);
        return Task.FromResult(Result.Success);
    }
}
