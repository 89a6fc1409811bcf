using System.Diagnostics;
using Roost.Messaging.Jobs;

namespace Roost.Messaging.TestWorker;

/// <summary>Takes its process along.</summary>
public sealed record Poison;

internal sealed class PoisonHandler : IJobHandler<Poison>
{
    public Task<Result> HandleAsync(Poison job, JobRun run, CancellationToken cancellationToken)
    {
        Process.GetCurrentProcess().Kill();
        return Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => Result.Success, cancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
