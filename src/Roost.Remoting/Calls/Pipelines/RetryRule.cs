using Microsoft.Extensions.Logging;
using Polly.Retry;
using Roost.Remoting.Calls.Declaration;

namespace Roost.Remoting.Calls.Pipelines;

/// <summary>Whether an attempt is followed by another, and when.</summary>
internal sealed class RetryRule(string call, CallSettings settings, RetryBudget budget, ILogger logger)
{
    /// <summary>What Polly is told.</summary>
    /// <param name="isOpen">Whether the circuit breaker is open.</param>
    public RetryStrategyOptions<CallAttempt> ToOptions(Func<bool> isOpen) => new()
    {
        MaxRetryAttempts = CallOptions.MostAttempts - 1,
        ShouldHandle = arguments => new(IsFollowed(arguments, isOpen)),
        DelayGenerator = static arguments => new(arguments.Context.Properties.GetValue(CallRun.Key, null!).NextDelay),
    };

    private bool IsFollowed(RetryPredicateArguments<CallAttempt> arguments, Func<bool> isOpen)
    {
        var run = arguments.Context.Properties.GetValue(CallRun.Key, null!);
        if (run.Attempts >= run.MaxAttempts || (arguments.Outcome.Exception is not null && !run.MayRepeatUnanswered) || BreakerRule.VerdictOf(arguments.Outcome, run) != CallVerdict.Transient)
        {
            return false;
        }

        // Whoever was told when to come back comes a little later, and not all at that moment.
        run.NextDelay = (arguments.Outcome.Result?.RetryAfter ?? TimeSpan.Zero) + DelayAfter(run.Attempts);
        if (!run.IsFair(run.Left - run.NextDelay))
        {
            CallDiagnostics.NotRepeated(call, "deadline");
            return false;
        }

        // What the attempt has brought says more than that there is no other.
        if (isOpen())
        {
            CallDiagnostics.NotRepeated(call, "breaker");
            return false;
        }

        if (!budget.TryTake())
        {
            CallDiagnostics.NotRepeated(call, "budget");
            return false;
        }

        CallDiagnostics.Repeated(call);
        Log.Repeated(logger, call, run.Attempts, run.NextDelay);
        return true;
    }

    // Doubled each time, and spread by half, so that all who lost their answers at one moment do not come back at one moment.
    private TimeSpan DelayAfter(int attempts) => settings.FirstDelay * Math.Pow(2, attempts - 1) * (0.5 + Random.Shared.NextDouble());
}
