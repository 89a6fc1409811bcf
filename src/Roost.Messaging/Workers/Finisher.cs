using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;

namespace Roost.Messaging.Workers;

/// <summary>
/// Writes down how attempts ended, as many at once as have ended while the statement before was on its way. A completion that is refused
/// belongs to a job that was taken from this worker; what it did outside of the database may happen again.
/// </summary>
internal sealed class Finisher(JobStore store, QueueSignals signals, Admission admission, FailureReport report, DatabaseTrouble trouble, WorkerLife life, TimeProvider time, ILogger logger)
{
    private const int MaxBatch = 500;

    // Somebody has the row locked at this moment, perhaps for a claim that will not take it.
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan TroublePause = TimeSpan.FromSeconds(1);
    private readonly Channel<JobOutcome> _outcomes = Channel.CreateUnbounded<JobOutcome>(new() { SingleReader = true });
    private readonly List<JobOutcome> _batch = new(MaxBatch);

    public void Add(JobOutcome outcome) => _outcomes.Writer.TryWrite(outcome);

    /// <summary>Says that nothing more comes.</summary>
    public void Complete() => _outcomes.Writer.TryComplete();

    /// <summary>Runs until everything is written, or until <paramref name="giveUp"/>: then the leases run out, and others do it again.</summary>
    public async Task RunAsync(CancellationToken giveUp)
    {
        while (_batch.Count > 0 || await _outcomes.Reader.WaitToReadAsync(giveUp))
        {
            while (_batch.Count < MaxBatch && _outcomes.Reader.TryRead(out var outcome))
            {
                _batch.Add(outcome);
            }

            await WriteAsync(giveUp);
        }
    }

    private async Task WriteAsync(CancellationToken giveUp)
    {
        var pause = BusyPause;
        try
        {
            // Each is guarded by its lease, so that repeating what has been written changes nothing.
            await FinishAsync(giveUp);
            await FailAsync(giveUp);
            await CancelAsync(giveUp);
            await GiveBackAsync(giveUp);
        }
        catch (Exception exception) when (trouble.Is(exception))
        {
            trouble.Report(exception);
            pause = TroublePause;
        }

        if (_batch.Count > 0)
        {
            await Task.Delay(pause, time, giveUp);
        }
    }

    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        var done = _batch.OfType<JobOutcome.Done>().Select(outcome => outcome.Job).ToList();
        if (done.Count == 0)
        {
            return;
        }

        var known = await store.FinishAsync(life.Id, done, cancellationToken);
        foreach (var lost in done.Where(job => !known.ContainsKey(job.Id)))
        {
            Log.LeaseLost(logger, lost.Id, lost.Kind);
            JobDiagnostics.Ended(lost, "lost");
        }

        foreach (var finished in done.Where(job => known.GetValueOrDefault(job.Id)))
        {
            JobDiagnostics.Ended(finished, "done");
        }

        Forget(outcome => outcome is JobOutcome.Done && (!known.TryGetValue(outcome.Job.Id, out var isDone) || isDone));
    }

    private async Task FailAsync(CancellationToken cancellationToken)
    {
        var written = new HashSet<Guid>();
        try
        {
            foreach (var failure in _batch.OfType<JobOutcome.Failed>())
            {
                if (await TryFailAsync(failure, cancellationToken))
                {
                    written.Add(failure.Job.Id);
                }
            }
        }
        finally
        {
            Forget(outcome => outcome is JobOutcome.Failed && written.Contains(outcome.Job.Id));
        }
    }

    /// <returns>Whether nothing is left to be written down of it.</returns>
    private async Task<bool> TryFailAsync(JobOutcome.Failed failure, CancellationToken cancellationToken)
    {
        try
        {
            var became = await store.FailAsync(life.Id, failure, cancellationToken);
            if (became is not null)
            {
                report.Say(failure, became);
            }

            return became is not null;
        }
        catch (Exception exception) when (trouble.Is(exception) && !trouble.IsAway(exception))
        {
            // One that the database refuses must not keep the others waiting.
            trouble.Report(exception);
            return false;
        }
    }

    private async Task CancelAsync(CancellationToken cancellationToken)
    {
        var ended = new HashSet<Guid>();
        foreach (var cancelled in _batch.OfType<JobOutcome.Cancelled>())
        {
            try
            {
                if (await store.EndCancelledAsync(life.Id, cancelled.Job, cancellationToken) is not null)
                {
                    ended.Add(cancelled.Job.Id);
                    JobDiagnostics.Ended(cancelled.Job, "cancelled");
                }
            }
            catch (Exception exception) when (trouble.Is(exception) && !trouble.IsAway(exception))
            {
                trouble.Report(exception);
            }
        }

        Forget(outcome => outcome is JobOutcome.Cancelled && ended.Contains(outcome.Job.Id));
    }

    private async Task GiveBackAsync(CancellationToken cancellationToken)
    {
        var back = _batch.OfType<JobOutcome.GivenBack>().Select(outcome => outcome.Job).ToList();
        if (back.Count > 0)
        {
            foreach (var queue in await store.GiveBackAsync(life.Id, back, cancellationToken))
            {
                signals.Set(queue);
            }
        }

        foreach (var outcome in _batch)
        {
            if (outcome is JobOutcome.GivenBack or JobOutcome.Settled or JobOutcome.Lost)
            {
                JobDiagnostics.Ended(outcome.Job, outcome is JobOutcome.GivenBack ? "given_back" : outcome is JobOutcome.Lost ? "lost" : "done");
            }
        }

        Forget(static outcome => outcome is JobOutcome.GivenBack or JobOutcome.Settled or JobOutcome.Lost);
    }

    private void Forget(Predicate<JobOutcome> isOver)
    {
        foreach (var outcome in _batch.Where(outcome => isOver(outcome)))
        {
            // This attempt and no other: the job may be here again by now.
            life.Held.TryRemove(KeyValuePair.Create(outcome.Job.Id, outcome.Job));
            admission.Over(outcome.Job);
        }

        _batch.RemoveAll(isOver);
    }
}
