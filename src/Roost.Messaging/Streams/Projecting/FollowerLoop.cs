using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Messaging.Store;
using Roost.Messaging.Streams.Declaration;
using Roost.Messaging.Waking;

namespace Roost.Messaging.Streams.Projecting;

/// <summary>Keeps the live generation of one projection or subscription up to date.</summary>
internal sealed class FollowerLoop(
    Follower follower, Guid worker, FollowStore store, FollowerSteps steps, QueueSignals signals, DatabaseTrouble trouble, IOptions<MessagingOptions> options, ILogger logger)
{
    private readonly string _signal = Signals.Follower(follower.Name);
    private readonly FollowerPauses _pauses = new(options.Value.PollInterval);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!follower.IsInline)
        {
            var (pause, isFailing) = await LookAsync(stopping);
            if (isFailing)
            {
                // What is appended meanwhile makes it no better.
                await Task.Delay(pause, TimeProvider.System, stopping);
            }
            else
            {
                await signals.WaitAsync(_signal, pause, stopping);
            }
        }
    }

    private async Task<(TimeSpan Pause, bool IsFailing)> LookAsync(CancellationToken stopping)
    {
        try
        {
            while (await store.ClaimAsync(follower, isBuilding: false, worker, stopping) is { } claim)
            {
                var (outcome, _) = await steps.StepAsync(follower, claim, isClosed: false, stopping);
                if (outcome is not (StepOutcome.Done or StepOutcome.CaughtUp))
                {
                    return (_pauses.After(outcome), outcome == StepOutcome.Failed);
                }

                _pauses.Done();
            }
        }
        catch (Exception exception) when (trouble.Is(exception) && !stopping.IsCancellationRequested)
        {
            trouble.Report(exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            // A mistake of ours. Events that wait for another try are better than a worker that is gone without a word.
            Log.Broken(logger, exception, follower.Name);
        }

        return (_pauses.Poll, false);
    }
}
