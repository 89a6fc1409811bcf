using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Roost.Messaging.Declaration;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;

namespace Roost.Messaging.Workers;

/// <summary>
/// The life of a worker under one id: from its first heartbeat until it stops, or is taken for dead by the others. Then what it has is
/// theirs, and it goes on under another id. If one of its parts breaks, the others end, too.
/// </summary>
internal sealed class WorkerSession(
    JobStore store, LimitStore limits, JobCatalogue catalogue, JobRunner runner, QueueKeeper keeper, QueueSignals signals, WakeUps wakeUps, QueueAges ages, QueueCensus census, FailureReport report, DatabaseTrouble trouble, MessagingOptions options, string host, TimeProvider time, ILogger logger)
{
    // A handler that does not listen to its token must not keep a worker from beginning anew.
    private static readonly TimeSpan PatienceWithTheDeaf = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TimeToWrite = TimeSpan.FromSeconds(2);
    private readonly Guid _id = Guid.CreateVersion7();

    public async Task RunAsync(CancellationToken stopping)
    {
        await limits.EnterAsync(catalogue.Handlers, catalogue.Limits, stopping);
        await store.RegisterAsync(_id, host, stopping);
        Log.Working(logger, _id, string.Join(", ", catalogue.Queues.Select(queue => queue.Queue)));
        // Their sources outlive this method, because handlers that do not listen may.
        var lost = new CancellationTokenSource();
        var over = new CancellationTokenSource();
        var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, lost.Token);
        var abort = CancellationTokenSource.CreateLinkedTokenSource(lost.Token);
        var giveUp = CancellationTokenSource.CreateLinkedTokenSource(lost.Token);
        await using var grace = end.Token.Register(() =>
        {
            abort.CancelAfter(options.StopGrace);
            // What cannot be written down by then is rescued by others.
            giveUp.CancelAfter(options.StopGrace + TimeToWrite);
        });
        var life = new WorkerLife(_id, options.WorkerTimeout, end.Token, abort.Token);
        var admission = new Admission(limits, catalogue, signals, wakeUps, trouble, options.PollInterval);
        var finisher = new Finisher(store, signals, admission, report, trouble, life, time, logger);
        var finishing = EndingOthersAsync(finisher.RunAsync(giveUp.Token), end);
        Task[] companions = [EndingOthersAsync(BeatAsync(life, lost, over.Token), end), EndingOthersAsync(keeper.RunAsync(_id, end.Token), end), EndingOthersAsync(admission.RunAsync(end.Token), end), EndingOthersAsync(census.RunAsync(_id, end.Token), end)];
        var suspects = new SuspectWorker(catalogue.Queues, options.PollInterval, life, store, runner, finisher, trouble, time);
        var working = Task.WhenAll(catalogue.Queues.Select(queue => EndingOthersAsync(WorkOn(queue, life, finisher).RunAsync(), end)).Append(EndingOthersAsync(suspects.RunAsync(), end)));
        await Task.WhenAny(working, DeafAsync(abort.Token));
        finisher.Complete();
        await finishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await over.CancelAsync();
        await Task.WhenAll([.. companions, .. working.IsCompleted ? [working] : Array.Empty<Task>()]);
        if (giveUp.IsCancellationRequested)
        {
            // Without a word: whoever left in order would have no jobs.
            return;
        }

        await finishing;
        await LeaveAsync();
    }

    private static async Task EndingOthersAsync(Task part, CancellationTokenSource end)
    {
        try
        {
            await part;
        }
        catch
        {
            await end.CancelAsync();
            throw;
        }
    }

    /// <summary>Ends a while after handlers were told to end.</summary>
    private async Task DeafAsync(CancellationToken abort)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, time, abort).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(PatienceWithTheDeaf, time, CancellationToken.None);
    }

    private QueueWorker WorkOn(QueueKinds queue, WorkerLife life, Finisher finisher) => new(
        queue, options.ConcurrencyOf(queue.Queue), options.PollInterval, life, new QueueClaims(queue, life, store, signals, ages), runner, signals, finisher, trouble, time);

    private async Task BeatAsync(WorkerLife life, CancellationTokenSource lost, CancellationToken over)
    {
        try
        {
            while (true)
            {
                await signals.WaitAsync(Signals.Cancel, options.HeartbeatInterval, over);
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
        // A connection that hangs must not be the worker's death: the next heartbeat takes another.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(over);
        limit.CancelAfter(options.WorkerTimeout / 4);
        try
        {
            var unwanted = await store.BeatAsync(_id, limit.Token);
            life.Beat(sent);
            foreach (var job in unwanted ?? [])
            {
                if (life.Held.TryGetValue(job, out var held))
                {
                    // Not to be waited for: what a handler registered with its token is its own, and must not keep the heart from beating.
                    _ = held.CancelAsync(logger);
                }
            }

            return unwanted is not null;
        }
        catch (OperationCanceledException) when (!over.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception exception) when (trouble.Is(exception))
        {
            // If the others get through meanwhile, a later heartbeat learns what they did.
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
