using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Roost.Messaging.Declaration;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;

namespace Roost.Messaging.Workers;

/// <summary>
/// The life of a worker under one id: from its first heartbeat until it stops, or is taken for dead by the others. Then what it has is
/// theirs, and it goes on under another id.
/// </summary>
internal sealed class WorkerSession(
    JobStore store, JobCatalogue catalogue, JobRunner runner, QueueKeeper keeper, QueueSignals signals, DatabaseTrouble trouble, MessagingOptions options, string host, TimeProvider time, ILogger logger)
{
    private readonly Guid _id = Guid.CreateVersion7();

    public async Task RunAsync(CancellationToken stopping)
    {
        await store.RegisterAsync(_id, host, stopping);
        Log.Working(logger, _id, string.Join(", ", catalogue.Queues.Select(queue => queue.Queue)));
        using var lost = new CancellationTokenSource();
        using var over = new CancellationTokenSource();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, lost.Token);
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(lost.Token);
        await using var grace = end.Token.Register(() => abort.CancelAfter(options.StopGrace));
        var life = new WorkerLife(_id, options.WorkerTimeout, end.Token, abort.Token);
        var finisher = new Finisher(store, signals, trouble, _id, time, logger);
        var finishing = finisher.RunAsync(lost.Token);
        var heart = BeatAsync(life, lost, over.Token);
        var keeping = keeper.RunAsync(_id, end.Token);
        try
        {
            var suspects = new SuspectWorker(catalogue.Queues, options.PollInterval, life, store, runner, finisher, trouble, time);
            await Task.WhenAll(catalogue.Queues.Select(queue => WorkOn(queue, life, finisher).RunAsync()).Append(suspects.RunAsync()));
        }
        finally
        {
            finisher.Complete();
            await finishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await over.CancelAsync();
            await heart;
            await keeping;
        }

        if (!lost.IsCancellationRequested)
        {
            await LeaveAsync();
        }
    }

    private QueueWorker WorkOn(QueueKinds queue, WorkerLife life, Finisher finisher) => new(
        queue, options.ConcurrencyOf(queue.Queue), options.PollInterval, life, new QueueClaims(queue, life, store), runner, signals, finisher, trouble, time);

    private async Task BeatAsync(WorkerLife life, CancellationTokenSource lost, CancellationToken over)
    {
        using var timer = new PeriodicTimer(options.HeartbeatInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                if (!await TryBeatAsync(life, over))
                {
                    Log.TakenForDead(logger, _id);
                    await lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
        }
    }

    private async Task<bool> TryBeatAsync(WorkerLife life, CancellationToken over)
    {
        var sent = Stopwatch.GetTimestamp();
        try
        {
            var isKnown = await store.BeatAsync(_id, over);
            life.Beat(sent);
            return isKnown;
        }
        catch (Exception exception) when (trouble.Is(exception))
        {
            // Nobody can take the jobs either, as long as the database is away.
            trouble.Report(exception);
            return true;
        }
    }

    private async Task LeaveAsync()
    {
        try
        {
            await store.LeaveAsync(_id, CancellationToken.None);
        }
        catch (Exception exception) when (trouble.Is(exception))
        {
            // Its silence says the same, a little later.
            trouble.Report(exception);
        }
    }
}
