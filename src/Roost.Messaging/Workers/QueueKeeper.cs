using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Messaging.Declaration;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;

namespace Roost.Messaging.Workers;

/// <summary>
/// Keeps the queues going: makes jobs ready whose time has come, and gives those of dead workers to others. Every worker process does it;
/// each statement takes what no other has taken.
/// </summary>
internal sealed class QueueKeeper(QueueStore store, JobStore jobs, LimitStore limits, QueueAges ages, JobCatalogue catalogue, WakeUps wakeUps, DatabaseTrouble trouble, IOptions<MessagingOptions> options, ILogger<QueueKeeper> logger)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Tidying = TimeSpan.FromHours(1);
    private long? _rescued;
    private long? _tidied;

    /// <summary>Looks after the queues in the name of a worker, until it stops.</summary>
    public async Task RunAsync(Guid worker, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(await LookAsync(worker, stopping), TimeProvider.System, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    /// <returns>How long there will be nothing to do.</returns>
    private async Task<TimeSpan> LookAsync(Guid worker, CancellationToken cancellationToken)
    {
        var pause = options.Value.PollInterval;
        try
        {
            if (IsTime(ref _tidied, Tidying))
            {
                await store.TidyAsync(cancellationToken);
            }

            if (IsTime(ref _rescued, options.Value.HeartbeatInterval))
            {
                // First: what is wrong with the others is to be seen from here.
                await SeeAgesAsync(cancellationToken);
                await RescueAsync(worker, cancellationToken);
                await limits.ApplyAsync(cancellationToken);
            }

            var promoted = await store.PromoteAsync(cancellationToken);
            wakeUps.Wake(promoted);
            if (promoted.Count > 0)
            {
                wakeUps.Admit();
            }

            // What is due and was not promoted is another worker's work at this moment, or locked by somebody.
            var shortest = promoted.Count > 0 ? TimeSpan.Zero : Shortest;
            return await store.NextDueAsync(cancellationToken) is { } next && next < pause ? (next > shortest ? next : shortest) : pause;
        }
        catch (Exception exception) when (trouble.Is(exception))
        {
            trouble.Report(exception);
            return pause;
        }
    }

    private async Task SeeAgesAsync(CancellationToken cancellationToken)
    {
        ages.SawSuspects(await store.SuspectsAsync([.. catalogue.Queues.Select(queue => queue.Queue)], cancellationToken));
        foreach (var queue in catalogue.Queues.Where(queue => ages.IsOld(queue.Queue, options.Value.HeartbeatInterval)))
        {
            ages.Saw(queue, await jobs.LanesAsync(queue.Queue, Lane.Start, LaneBook.Most, cancellationToken));
        }
    }

    private bool IsTime(ref long? last, TimeSpan interval)
    {
        if (last is { } before && Stopwatch.GetElapsedTime(before) < interval)
        {
            return false;
        }

        last = Stopwatch.GetTimestamp();
        return true;
    }

    private async Task RescueAsync(Guid worker, CancellationToken cancellationToken)
    {
        var rescued = await store.RescueAsync(worker, cancellationToken);
        if (rescued.Count > 0)
        {
            foreach (var job in rescued)
            {
                JobDiagnostics.Rescued(job);
                if (job.DiedOf is { } cause)
                {
                    Log.DeadOfRescue(logger, job.Id, job.Kind, cause);
                }
            }

            Log.Rescued(logger, rescued.Count(job => job.DiedOf is null), rescued.Count(job => job.DiedOf is not null));
            wakeUps.Wake(rescued.Select(job => job.Queue).Distinct());
            wakeUps.Admit();
        }
    }
}
