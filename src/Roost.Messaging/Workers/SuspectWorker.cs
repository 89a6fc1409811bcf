using System.Diagnostics;
using Roost.Messaging.Declaration;
using Roost.Messaging.Store;

namespace Roost.Messaging.Workers;

/// <summary>
/// Runs jobs that were in a process when it died, one after the other: if this one dies, too, it is known of which. Those that only were near it are
/// cleared by running to their end.
/// </summary>
internal sealed class SuspectWorker(
    IReadOnlyList<QueueKinds> queues, TimeSpan poll, WorkerLife life, JobStore store, JobRunner runner, Finisher finisher, DatabaseTrouble trouble, TimeProvider time)
{
    private long _reconciled = Stopwatch.GetTimestamp();

    public async Task RunAsync()
    {
        try
        {
            while (!life.Stopping.IsCancellationRequested)
            {
                if (!await RunOneEachAsync())
                {
                    await ReconcileAsync();
                    await Task.Delay(poll, time, life.Stopping);
                }
            }
        }
        catch (OperationCanceledException) when (life.Stopping.IsCancellationRequested)
        {
        }
    }

    private async Task<bool> RunOneEachAsync()
    {
        var found = false;
        foreach (var queue in queues)
        {
            if (await TakeAsync(queue) is { } suspect)
            {
                found = true;
                finisher.Add(life.MayBegin(suspect) ? await runner.RunAsync(suspect, life) : new JobOutcome.GivenBack(suspect));
            }
        }

        return found;
    }

    /// <summary>Gives back what a claim took whose answer was lost. None is on its way at this moment.</summary>
    private async Task ReconcileAsync()
    {
        if (Stopwatch.GetElapsedTime(_reconciled) < WorkerLife.Reconciling)
        {
            return;
        }

        _reconciled = Stopwatch.GetTimestamp();
        try
        {
            foreach (var queue in queues)
            {
                await store.GiveBackLostAsync(queue.Queue, life, suspects: true, CancellationToken.None);
            }
        }
        catch (Exception exception) when (trouble.Is(exception))
        {
            trouble.Report(exception);
        }
    }

    private async Task<ClaimedJob?> TakeAsync(QueueKinds queue)
    {
        try
        {
            var suspect = await store.ClaimSuspectAsync(queue, life.Id, CancellationToken.None);
            if (suspect is not null)
            {
                life.Held[suspect.Id] = suspect;
            }

            return suspect;
        }
        catch (Exception exception) when (trouble.Is(exception))
        {
            trouble.Report(exception);
            return null;
        }
    }
}
