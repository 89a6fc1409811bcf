using System.Diagnostics;
using System.Diagnostics.Metrics;
using Roost.Messaging.Adding;

namespace Roost.Messaging.Workers;

/// <summary>Spans and metrics of attempts. Kinds are few: they are declared.</summary>
internal static class JobDiagnostics
{
    private const string Name = "Roost.Messaging";
    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "roost.job.duration", unit: "s", description: "How long attempts took, by how they ended.");

    public static Activity? Start(ClaimedJob job, JobEnvelope envelope) =>
        Source.HasListeners() ? Source.StartActivity($"job {job.Kind}", ActivityKind.Consumer, envelope.Trace) : null;

    public static long Begin() => Stopwatch.GetTimestamp();

    public static void End(long begun, ClaimedJob job, JobOutcome outcome, Activity? span)
    {
        var name = outcome switch
        {
            JobOutcome.Failed { RetryIn: null } => "dead",
            JobOutcome.Failed => "failed",
            JobOutcome.GivenBack => "given_back",
            JobOutcome.Lost => "lost",
            JobOutcome.Cancelled => "cancelled",
            _ => "done",
        };
        Duration.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new("roost.job.kind", job.Kind), new KeyValuePair<string, object?>("roost.outcome", name));
        span?.SetTag("roost.job.id", job.Id.ToString());
        span?.SetTag("roost.job.attempt", job.Attempt);
        if (outcome is JobOutcome.Failed)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }
}
