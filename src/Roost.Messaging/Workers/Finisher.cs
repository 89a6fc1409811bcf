using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;

namespace Roost.Messaging.Workers;

/// <summary>
/// Writes down how attempts ended, as many at once as have ended while the statement before was on its way. A completion that is refused
/// belongs to a job that was taken from this worker; what it did outside of the database may happen again.
/// </summary>
internal sealed class Finisher(JobStore store, QueueSignals signals, DatabaseTrouble trouble, Guid worker, TimeProvider time, ILogger logger)
{
    private const int MaxBatch = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Channel<JobOutcome> _outcomes = Channel.CreateUnbounded<JobOutcome>(new() { SingleReader = true });

    public void Add(JobOutcome outcome) => _outcomes.Writer.TryWrite(outcome);

    /// <summary>Says that nothing more comes.</summary>
    public void Complete() => _outcomes.Writer.TryComplete();

    /// <summary>Runs until everything is written, or until <paramref name="giveUp"/>: then the leases run out, and others do it again.</summary>
    public async Task RunAsync(CancellationToken giveUp)
    {
        var batch = new List<JobOutcome>(MaxBatch);
        while (await _outcomes.Reader.WaitToReadAsync(giveUp))
        {
            while (batch.Count < MaxBatch && _outcomes.Reader.TryRead(out var outcome))
            {
                batch.Add(outcome);
            }

            await WriteAsync(batch, giveUp);
            batch.Clear();
        }
    }

    private async Task WriteAsync(List<JobOutcome> batch, CancellationToken giveUp)
    {
        while (batch.Count > 0)
        {
            try
            {
                // Each is guarded by its lease, so that repeating what has been written changes nothing.
                await FinishAsync(batch, giveUp);
                await FailAsync(batch, giveUp);
                await GiveBackAsync(batch, giveUp);
            }
            catch (Exception exception) when (trouble.Is(exception))
            {
                trouble.Report(exception);
                await Task.Delay(Pause, time, giveUp);
            }
        }
    }

    private async Task FinishAsync(List<JobOutcome> batch, CancellationToken cancellationToken)
    {
        var done = batch.OfType<JobOutcome.Done>().Select(outcome => outcome.Job).ToList();
        if (done.Count == 0)
        {
            return;
        }

        var known = await store.FinishAsync(worker, done, cancellationToken);
        foreach (var lost in done.Where(job => !known.ContainsKey(job.Id)))
        {
            Log.LeaseLost(logger, lost.Id, lost.Kind);
        }

        // Somebody else has the row locked at this moment, perhaps for a claim that will not take it.
        batch.RemoveAll(outcome => outcome is JobOutcome.Done && (!known.TryGetValue(outcome.Job.Id, out var isDone) || isDone));
    }

    private async Task FailAsync(List<JobOutcome> batch, CancellationToken cancellationToken)
    {
        foreach (var failure in batch.OfType<JobOutcome.Failed>().ToList())
        {
            if (!await store.FailAsync(worker, failure, cancellationToken))
            {
                Log.LeaseLost(logger, failure.Job.Id, failure.Job.Kind);
            }

            batch.Remove(failure);
        }
    }

    private async Task GiveBackAsync(List<JobOutcome> batch, CancellationToken cancellationToken)
    {
        var back = batch.OfType<JobOutcome.GivenBack>().Select(outcome => outcome.Job).ToList();
        if (back.Count > 0)
        {
            foreach (var queue in await store.GiveBackAsync(worker, back, cancellationToken))
            {
                signals.Set(queue);
            }
        }

        batch.RemoveAll(static outcome => outcome is JobOutcome.GivenBack or JobOutcome.Settled);
    }
}
