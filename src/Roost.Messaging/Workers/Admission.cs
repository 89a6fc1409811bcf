using System.Diagnostics;
using Roost.Messaging.Declaration;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;

namespace Roost.Messaging.Workers;

/// <summary>
/// Lets held jobs go where their limits have room, and parents whose children are over. Every worker does it, for all queues: when a job with limits is added or
/// over, and once in a while.
/// </summary>
internal sealed class Admission(LimitStore store, JobCatalogue catalogue, QueueSignals signals, WakeUps wakeUps, DatabaseTrouble trouble, TimeSpan poll)
{
    /// <summary>Says what the image declares, then admits until the worker stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await signals.WaitAsync(Signals.Admit, await LookAsync(stopping), stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    /// <summary>Learns that a job is over, or waits for another attempt.</summary>
    public void Over(ClaimedJob job)
    {
        var fact = catalogue.Handled(job.Kind);
        if (fact.Limits is not null || job.HasParent)
        {
            signals.Set(Signals.Admit);
        }

        if (catalogue.HasLimits(fact.Queue))
        {
            // There is room for another, here or elsewhere.
            wakeUps.Wake([fact.Queue]);
        }
    }

    /// <returns>How long there will be nothing to do unless somebody says so.</returns>
    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var released = await store.ReleaseAsync(cancellationToken);
            var admitted = await store.AdmitAsync(cancellationToken);
            wakeUps.Wake(released.Concat(admitted.Queues));
            if (admitted.Queues.Count > 0)
            {
                // There may be more than one look takes.
                return TimeSpan.Zero;
            }

            return admitted.NextIn is { } next && next < poll ? (next > TimeSpan.Zero ? next : TimeSpan.Zero) : poll;
        }
        catch (Exception exception) when (trouble.Is(exception))
        {
            trouble.Report(exception);
            return poll;
        }
    }
}
