using System.Diagnostics;
using System.Diagnostics.Metrics;
using Roost.Messaging.Adding;
using Roost.Messaging.Store;

namespace Roost.Messaging.Workers;

/// <summary>Spans and metrics of attempts. Kinds are few: they are declared.</summary>
internal static class JobDiagnostics
{
    private const string Name = "Roost.Messaging";
    private const string KindTag = "roost.job.kind";
    private const string OutcomeTag = "roost.outcome";
    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> AddedJobs = Meter.CreateCounter<long>(
        "roost.job.added", unit: "{job}", description: "Jobs that were asked for and have committed. One that a unique key kept out counts as well.");

    private static readonly Counter<long> Begun = Meter.CreateCounter<long>("roost.job.begun", unit: "{attempt}", description: "Attempts that have begun.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "roost.job.duration", unit: "s", description: "How long attempts took, by how they ended, as the database has it.");

    private static readonly Counter<long> RescuedJobs = Meter.CreateCounter<long>(
        "roost.job.rescued", unit: "{job}", description: "Jobs that were taken from workers that are dead or did not end them.");

    private static readonly UpDownCounter<long> Busy = Meter.CreateUpDownCounter<long>(
        "roost.worker.busy_places", unit: "{place}", description: "Places of this worker in which an attempt runs.");

    public static Activity? Start(ClaimedJob job, JobEnvelope envelope) =>
        Source.HasListeners() ? Source.StartActivity($"job {job.Kind}", ActivityKind.Consumer, envelope.Trace) : null;

    /// <summary>Counts jobs whose transaction has committed.</summary>
    public static void Added(IEnumerable<NewJob> jobs)
    {
        if (AddedJobs.Enabled)
        {
            foreach (var kind in jobs.CountBy(job => job.Fact.Kind))
            {
                Added(kind.Key, kind.Value);
            }
        }
    }

    public static void Added(string kind, int jobs) => AddedJobs.Add(jobs, new KeyValuePair<string, object?>(KindTag, kind));

    public static long Begin(ClaimedJob job)
    {
        Begun.Add(1, new KeyValuePair<string, object?>(KindTag, job.Kind));
        Busy.Add(1);
        return Stopwatch.GetTimestamp();
    }

    public static void End(long begun, ClaimedJob job, JobOutcome outcome, Activity? span)
    {
        job.Took = Stopwatch.GetElapsedTime(begun);
        Busy.Add(-1);
        span?.SetTag("roost.job.id", job.Id.ToString());
        span?.SetTag("roost.job.attempt", job.Attempt);
        if (outcome is JobOutcome.Failed)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Counts an attempt once it is known what the database made of it. One that has not begun is none.</summary>
    public static void Ended(ClaimedJob job, string outcome)
    {
        if (job.Took is { } took)
        {
            Duration.Record(took.TotalSeconds, new(KindTag, job.Kind), new KeyValuePair<string, object?>(OutcomeTag, outcome));
        }
    }

    public static void Rescued(RescuedJob job) =>
        RescuedJobs.Add(1, new(KindTag, job.Kind), new KeyValuePair<string, object?>(OutcomeTag, job.DiedOf is null ? "again" : "dead"));
}
