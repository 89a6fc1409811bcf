using System.Diagnostics;
using Roost.Messaging.Declaration;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;

namespace Roost.Messaging.Workers;

/// <summary>
/// Works on one queue: claims jobs a little ahead of those who run them, and no more than that. How far ahead follows from how quickly they go:
/// what is run in the next ten milliseconds, or longer where claims are slow, so that quick jobs do not wait for a statement each, and slow ones are left to others.
/// </summary>
internal sealed class QueueWorker(
    QueueKinds queue, int concurrency, TimeSpan poll, WorkerLife life, QueueClaims claims, JobRunner runner, QueueSignals signals, Finisher finisher, DatabaseTrouble trouble, TimeProvider time)
{
    private const int MaxAhead = 500;
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(10);

    // Claims of half of what is ahead must bring more than what is run while they are on their way, or those who run jobs would stand still between them.
    private const int ClaimsAhead = 4;
    private static readonly TimeSpan MostAhead = TimeSpan.FromMilliseconds(50);
    private readonly ClaimedJobs _claimed = new();
    private readonly SemaphoreSlim _room = new(0);
    private int _held;
    private int _low = concurrency - 1;
    private long _run;

    /// <summary>Claims and runs until the worker stops; then runs what has begun to its end, or until it is to be cancelled.</summary>
    public async Task RunAsync()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(life.Stopping);
        var runners = Enumerable.Range(0, concurrency).Select(_ => RunJobsAsync(end)).ToArray();
        try
        {
            await ClaimAsync(end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
        finally
        {
            _claimed.Complete();
            await Task.WhenAll(runners);
        }
    }

    private async Task ClaimAsync(CancellationToken stopping)
    {
        var ahead = 0;
        var took = TimeSpan.Zero;
        var since = Stopwatch.GetTimestamp();
        while (!stopping.IsCancellationRequested)
        {
            var wanted = concurrency + ahead - Volatile.Read(ref _held);
            if (wanted > 0 && await IsFoundAsync(wanted, stopping))
            {
                took += (claims.Took - took) / 8;
            }

            // Before the look at what is held, as whoever runs a job looks at it behind: one of the two sees the other.
            Interlocked.Exchange(ref _low, concurrency - 1 + (ahead / 2));
            while (Volatile.Read(ref _held) > Volatile.Read(ref _low))
            {
                await _room.WaitAsync(stopping);
            }

            // Of less time nothing follows: two claims in one millisecond would make of a few jobs what looks like thousands a second.
            if (Stopwatch.GetElapsedTime(since) is var elapsed && elapsed >= Ahead)
            {
                ahead = (int)Math.Min(MaxAhead, Interlocked.Exchange(ref _run, 0) * (Horizon(took) / elapsed));
                since = Stopwatch.GetTimestamp();
            }
        }
    }

    private static TimeSpan Horizon(TimeSpan claim) => ClaimsAhead * claim is var needed && needed < Ahead ? Ahead : needed < MostAhead ? needed : MostAhead;

    /// <summary>Claims; waits for a while if there is nothing, or the database is in trouble.</summary>
    /// <returns>Whether there was anything.</returns>
    private async Task<bool> IsFoundAsync(int count, CancellationToken stopping)
    {
        var pause = poll * (0.75 + (0.5 * Random.Shared.NextDouble()));
        try
        {
            // Not to be broken off: what a claim has taken by then would be nobody's until it is rescued.
            var jobs = await claims.TakeAsync(count, CancellationToken.None);
            Interlocked.Add(ref _held, jobs.Count);
            foreach (var job in jobs)
            {
                _claimed.Add(job);
            }

            // Nobody waits: the next job comes with a signal, or is found after a while.
            if (jobs.Count == 0 && await signals.WaitAsync(queue.Queue, pause, stopping))
            {
                claims.Tell();
            }

            return jobs.Count > 0;
        }
        catch (Exception exception) when (trouble.Is(exception))
        {
            trouble.Report(exception);
            await Task.Delay(pause, time, stopping);
            return false;
        }
    }

    private async Task RunJobsAsync(CancellationTokenSource end)
    {
        await Task.Yield();
        try
        {
            await RunJobsAsync();
        }
        catch
        {
            // A place that is gone in silence would be worse than a queue that begins anew.
            await end.CancelAsync();
            throw;
        }
    }

    private async Task RunJobsAsync()
    {
        await foreach (var job in _claimed.ReadAllAsync())
        {
            finisher.Add(life.MayBegin(job) ? await runner.RunAsync(job, life) : new JobOutcome.GivenBack(job));
            Interlocked.Increment(ref _run);
            if (Interlocked.Decrement(ref _held) <= Volatile.Read(ref _low) && _room.CurrentCount == 0)
            {
                _room.Release();
            }
        }
    }
}
