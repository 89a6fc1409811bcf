using Polly;
using Polly.Timeout;

namespace Roost.Remoting.Calls.Pipelines;

/// <summary>What an outcome means to the strategies.</summary>
internal static class BreakerRule
{
    public static CallVerdict VerdictOf(Outcome<CallAttempt> outcome, CallRun run) => outcome switch
    {
        { Result: { } attempt } => attempt.Verdict,
        { Exception: TimeoutRejectedException timeout } when run.IsFair(timeout.Timeout) => CallVerdict.Transient,
        // Cancelled by the caller, or out of time before it could be answered: it says nothing of the other side.
        _ => CallVerdict.Done,
    };

    /// <summary>
    /// Whether an outcome counts against the other side. The one call that is made to see whether it works again has to bring an answer: what says nothing would
    /// otherwise leave the circuit half-open for good.
    /// </summary>
    public static bool Counts(Outcome<CallAttempt> outcome, CallRun run, BreakerState state) =>
        VerdictOf(outcome, run) != CallVerdict.Done || (state == BreakerState.HalfOpen && outcome.Exception is not null);
}
