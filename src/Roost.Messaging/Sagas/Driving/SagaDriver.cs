using Microsoft.Extensions.Logging;
using Roost.Messaging.Adding;
using Roost.Messaging.Sagas.Declaration;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;
using Roost.Messaging.Workers;

namespace Roost.Messaging.Sagas.Driving;

/// <summary>
/// Takes an instance from step to step, in one worker for as long as nothing has to be waited for. Where it stands is in the database after each step; whoever has its
/// job's lease goes on from there.
/// </summary>
internal sealed class SagaDriver(SagaStore store, StepRunner runner, WakeUps wakeUps, DatabaseTrouble trouble, ILogger<SagaDriver> logger)
{
    /// <summary>Drives an instance until it is over, waits, or is to be left to others. It never throws for what a step does.</summary>
    public async Task<JobOutcome> RunAsync(SagaFact fact, ClaimedJob job, JobEnvelope envelope, WorkerLife life)
    {
        SagaView? view = null;
        var isInDoubt = false;
        var troubles = 0;
        while (life.MayGoOn)
        {
            try
            {
                view ??= await store.TakeAsync(life.Id, job, isInDoubt, CancellationToken.None);
                if (view is null)
                {
                    // Whose last record was in doubt has learnt that it was written.
                    return isInDoubt ? new JobOutcome.Settled(job) : new JobOutcome.Lost(job);
                }

                isInDoubt = false;
                var end = await GoAsync(fact, job, envelope, view, life);
                if (end.Outcome is not null)
                {
                    return end.Outcome;
                }

                view = end.View;
                troubles = 0;
            }
            catch (InDoubtException)
            {
                view = null;
                isInDoubt = true;
            }
            catch (LeaseLostException)
            {
                return new JobOutcome.Lost(job);
            }
            catch (Exception exception) when (trouble.Is(exception))
            {
                // A record of which nobody knows whether it was written is no failed attempt: it is asked for.
                trouble.Report(exception);
                if (isInDoubt || view is null || ++troubles > 1)
                {
                    return new JobOutcome.GivenBack(job);
                }

                view = null;
                isInDoubt = true;
            }
        }

        return new JobOutcome.GivenBack(job);
    }

    /// <summary>One attempt at what comes next, or one record.</summary>
    private async Task<Drive> GoAsync(SagaFact fact, ClaimedJob job, JobEnvelope envelope, SagaView view, WorkerLife life)
    {
        var move = Moves.Of(fact.Plan, view);
        using var front = new SagaFront(fact.Plan, view);
        if (move.Record is { } only)
        {
            front.Accept(only, (await store.RecordAsync(life.Id, job, only, CancellationToken.None)).Written());
            return After(job, front);
        }

        var attempts = move.Steps.Select(step => runner.RunAsync(fact, step, move.IsUndo, front, job, envelope, life)).ToArray();
        // Waits for all, whatever has become of one: nothing of an attempt is under way any more when the next begins.
        var ends = await Task.WhenAll(attempts);
        if (ends.Any(end => end is StepEnd.Cut))
        {
            return new(new JobOutcome.GivenBack(job), null);
        }

        var failures = move.Steps.Zip(ends).Where(end => end.Second is StepEnd.Failed).Select(end => (end.First, (StepEnd.Failed)end.Second)).ToArray();
        if (failures.Length > 0)
        {
            var (record, step, failed) = Moves.AfterFailures(fact.Plan, front.View, failures, move.IsUndo);
            foreach (var (other, reason) in failures.Where(failure => failure.First != step))
            {
                Log.Beside(logger, other.Name, fact.Name, view.Key, reason.Error);
            }

            Tell(fact, job, view, record);
            front.Accept(record, (await store.RecordAsync(life.Id, job, record, CancellationToken.None)).Written());
        }

        return After(job, front);
    }

    private Drive After(ClaimedJob job, SagaFront front)
    {
        var (record, answer) = front.Last!.Value;
        if (answer.Wakes is { } queue)
        {
            wakeUps.Wake([queue]);
        }

        return answer.Became == "handed on" || (answer.Became == "recorded" && record.Fate is not (SagaFate.GoesOn or SagaFate.Stays))
            ? new(new JobOutcome.Settled(job), null)
            : new(null, front.View);
    }

    private void Tell(SagaFact fact, ClaimedJob job, SagaView view, SagaRecord record)
    {
        var trail = record.Trail!;
        switch (record.Fate)
        {
            case SagaFate.Again:
                Log.StepFailed(logger, trail.Step, fact.Name, view.Key, trail.Attempt, record.After!.Value, trail.Error);
                break;
            case SagaFate.Parked:
                Log.Parked(logger, fact.Name, view.Key, job.Id, trail.Step, trail.Error);
                break;
            default:
                Log.Turned(logger, fact.Name, view.Key, job.Id, trail.Step, trail.Error);
                break;
        }
    }

    private readonly record struct Drive(JobOutcome? Outcome, SagaView? View);
}

/// <summary>Nobody knows whether a record was written.</summary>
internal sealed class InDoubtException : Exception;
