using System.Diagnostics;
using System.Threading.Channels;
using Roost.Messaging.Declaration;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;

namespace Roost.Messaging.Workers;

/// <summary>
/// Works on one queue: claims jobs a little ahead of those who run them, and no more than that. How far ahead follows from how quickly they go:
/// what is run in the next twenty milliseconds, so that quick jobs do not wait for a statement each, and slow ones are left to others.
/// </summary>
internal sealed class QueueWorker(
    QueueKinds queue, int concurrency, TimeSpan poll, WorkerLife life, QueueClaims claims, JobRunner runner, QueueSignals signals, Finisher finisher, DatabaseTrouble trouble, TimeProvider time)
{
    private const int MaxAhead = 500;
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(20);
    private readonly Channel<ClaimedJob> _claimed = Channel.CreateUnbounded<ClaimedJob>();
    private readonly SemaphoreSlim _room = new(0);
    private int _held;
    private int _low = concurrency - 1;
    private long _run;

    /// <summary>Claims and runs until the worker stops; then runs what has begun to its end, or until it is to be cancelled.</summary>
    public async Task RunAsync()
    {
        var runners = Enumerable.Range(0, concurrency).Select(_ => RunJobsAsync()).ToArray();
        try
        {
            await ClaimAsync(life.Stopping);
        }
        catch (OperationCanceledException) when (life.Stopping.IsCancellationRequested)
        {
        }
        finally
        {
            _claimed.Writer.Complete();
            await Task.WhenAll(runners);
        }
    }

    private async Task ClaimAsync(CancellationToken stopping)
    {
        var ahead = 0;
        while (true)
        {
            var since = Stopwatch.GetTimestamp();
            var jobs = await TryClaimAsync(concurrency + ahead - Volatile.Read(ref _held), stopping);
            Interlocked.Add(ref _held, jobs.Count);
            foreach (var job in jobs)
            {
                _claimed.Writer.TryWrite(job);
            }

            if (jobs.Count == 0)
            {
                // Nobody waits: the next job comes with a signal, or is found after a while.
                await signals.WaitAsync(queue.Queue, poll * (0.75 + (0.5 * Random.Shared.NextDouble())), stopping);
            }

            while (Volatile.Read(ref _held) > Volatile.Read(ref _low))
            {
                await _room.WaitAsync(stopping);
            }

            ahead = (int)Math.Min(MaxAhead, Interlocked.Exchange(ref _run, 0) * (Ahead / Stopwatch.GetElapsedTime(since)));
            Volatile.Write(ref _low, concurrency - 1 + (ahead / 2));
        }
    }

    private async Task<IReadOnlyList<ClaimedJob>> TryClaimAsync(int count, CancellationToken stopping)
    {
        try
        {
            return await claims.TakeAsync(count, stopping);
        }
        catch (Exception exception) when (trouble.Is(exception))
        {
            trouble.Report(exception);
            await Task.Delay(poll, time, stopping);
            return [];
        }
    }

    private async Task RunJobsAsync()
    {
        await Task.Yield();
        await foreach (var job in _claimed.Reader.ReadAllAsync(CancellationToken.None))
        {
            // What has not begun when the worker stops is for others; and whoever has been silent for long has perhaps lost it.
            finisher.Add(life.MayBegin ? await runner.RunAsync(job, life.Id, life.Abort) : new JobOutcome.GivenBack(job));
            Interlocked.Increment(ref _run);
            if (Interlocked.Decrement(ref _held) <= Volatile.Read(ref _low) && _room.CurrentCount == 0)
            {
                _room.Release();
            }
        }
    }
}
