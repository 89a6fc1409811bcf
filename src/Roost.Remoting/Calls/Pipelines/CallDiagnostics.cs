using System.Diagnostics.Metrics;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Roost.Remoting.Calls.Pipelines;

/// <summary>Metrics of calls. Names are few: they are declared.</summary>
internal static class CallDiagnostics
{
    public const string Name = "Roost.Remoting";
    public const string CallTag = "roost.call.name";
    private const string OutcomeTag = "roost.outcome";
    private const string CauseTag = "roost.call.cause";
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "roost.calls.duration", unit: "s", description: "How long calls to third parties took with all their attempts, by how they ended. Refused ones are not among them.");

    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>("roost.calls.attempts", unit: "{attempt}", description: "Attempts that were answered or failed, by what that means.");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("roost.calls.retries", unit: "{attempt}", description: "Attempts after the first.");

    private static readonly Counter<long> RefusedRetries = Meter.CreateCounter<long>(
        "roost.calls.retries.refused", unit: "{attempt}", description: "Attempts after the first that would have been made but for the budget, the circuit breaker or the deadline.");

    private static readonly Counter<long> RefusedCalls = Meter.CreateCounter<long>(
        "roost.calls.refused", unit: "{call}", description: "Calls of which nothing was sent, because of the circuit breaker, the bulkhead or the deadline.");

    private static readonly Counter<long> Openings = Meter.CreateCounter<long>("roost.calls.breaker.opened", unit: "{opening}", description: "How often circuit breakers have opened.");

    public static void Attempted(string call, CallVerdict verdict) =>
        Attempts.Add(1, new(CallTag, call), new KeyValuePair<string, object?>(OutcomeTag, verdict == CallVerdict.Done ? "done" : "failed"));

    public static void Repeated(string call) => Retries.Add(1, new KeyValuePair<string, object?>(CallTag, call));

    public static void NotRepeated(string call, string cause) => RefusedRetries.Add(1, new(CallTag, call), new KeyValuePair<string, object?>(CauseTag, cause));

    public static void Refused(string call, CallRefusal refusal) => RefusedCalls.Add(1, new(CallTag, call), new KeyValuePair<string, object?>(CauseTag, refusal switch
    {
        CallRefusal.Full => "bulkhead",
        CallRefusal.NoTimeLeft => "deadline",
        _ => "breaker",
    }));

    public static void Opened(string call) => Openings.Add(1, new KeyValuePair<string, object?>(CallTag, call));

    public static void Ended(string call, Outcome<CallAttempt> outcome, TimeSpan took)
    {
        if (outcome.Exception is not BrokenCircuitException)
        {
            Duration.Record(took.TotalSeconds, new(CallTag, call), new KeyValuePair<string, object?>(OutcomeTag, outcome switch
            {
                { Result.Verdict: CallVerdict.Done } => "done",
                { Result: not null } => "failed",
                { Exception: TimeoutRejectedException } => "timed_out",
                _ => "cancelled",
            }));
        }
    }
}
