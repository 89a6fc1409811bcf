using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Messaging.Store;
using Roost.Messaging.Streams.Declaration;
using Roost.Messaging.Waking;

namespace Roost.Messaging.Streams.Projecting;

/// <summary>Builds a generation of one projection beside the live one, lets it take the other's place, and deletes what nobody reads any more.</summary>
internal sealed class RebuildLoop(
    Follower follower, Guid worker, FollowStore store, GenerationStore generations, FollowerSteps steps, RetiredGenerations retired, QueueSignals signals, DatabaseTrouble trouble,
    IOptions<MessagingOptions> options, ILogger logger)
{
    private const int MostStepsBeforeSwitch = 3;
    private static readonly TimeSpan Clearing = TimeSpan.FromSeconds(15);
    private readonly string _signal = Signals.Rebuild(follower.Name);
    private readonly FollowerPauses _pauses = new(options.Value.PollInterval);
    private int _waiting;
    private long? _cleared;

    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            await signals.WaitAsync(_signal, await LookAsync(stopping), stopping);
        }
    }

    private async Task<TimeSpan> LookAsync(CancellationToken stopping)
    {
        try
        {
            while (await store.ClaimAsync(follower, isBuilding: true, worker, stopping) is { } claim)
            {
                var (outcome, next) = await steps.StepAsync(follower, claim, isClosed: false, stopping);
                // Where others append all the time there never is nothing.
                if (outcome is StepOutcome.Nothing or StepOutcome.CaughtUp && await SwitchAsync(next, stopping))
                {
                    Log.Switched(logger, follower.Name, next.Generation);
                    // From where the other one was, the live loop goes on with this one.
                    signals.Set(Signals.Follower(follower.Name));
                    _pauses.Done();
                    continue;
                }

                if (outcome != StepOutcome.Done)
                {
                    return _pauses.After(outcome);
                }

                _pauses.Done();
            }

            if (_cleared is not { } last || Stopwatch.GetElapsedTime(last) > Clearing)
            {
                _cleared = Stopwatch.GetTimestamp();
                await retired.ClearAsync(follower, stopping);
            }
        }
        catch (Exception exception) when (trouble.Is(exception) && !stopping.IsCancellationRequested)
        {
            trouble.Report(exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            // A mistake of ours, as with the live one.
            Log.Broken(logger, exception, follower.Name);
        }

        return _pauses.Poll;
    }

    private async Task<bool> SwitchAsync(Claim claim, CancellationToken stopping)
    {
        var hasSwitched = follower.IsInline
            ? await generations.SwitchInlineAsync(follower, claim.Generation, () => CatchUpAsync(claim, stopping), stopping)
            : await generations.SwitchAsync(follower, claim.Generation, stopping);
        if (!hasSwitched && _waiting != claim.Generation)
        {
            _waiting = claim.Generation;
            Log.SwitchWaits(logger, follower.Name, claim.Generation);
        }

        return hasSwitched;
    }

    // While nobody appends. There is little left: whatever has committed since the last step.
    private async Task<bool> CatchUpAsync(Claim claim, CancellationToken stopping)
    {
        for (var i = 0; i < MostStepsBeforeSwitch; i++)
        {
            (var outcome, claim) = await steps.StepAsync(follower, claim, isClosed: true, stopping);
            if (outcome != StepOutcome.Done)
            {
                return outcome is StepOutcome.Nothing or StepOutcome.CaughtUp;
            }
        }

        return false;
    }
}
