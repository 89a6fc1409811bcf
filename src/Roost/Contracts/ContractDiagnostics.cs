using System.Diagnostics;
using System.Diagnostics.Metrics;
using Roost.Diagnostics;

namespace Roost.Contracts;

/// <summary>The source of spans for contract calls, and what is measured of them.</summary>
public static class ContractDiagnostics
{
    /// <summary>The name to listen to.</summary>
    public const string SourceName = "Roost.Contracts";

    internal const string Completed = "completed";
    internal const string Refused = "refused";
    internal const string Failed = "failed";
    internal const string Cancelled = "cancelled";

    internal static readonly ActivitySource Source = new(SourceName);

    private static readonly Histogram<double> Duration = RoostMeter.Meter.CreateHistogram(
        "roost.contract.call.duration",
        unit: "s",
        description: "How long calls between modules take.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.00001, 0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });

    /// <summary>The time a call begins at; 0 if nobody measures.</summary>
    internal static long Begin() => Duration.Enabled ? Stopwatch.GetTimestamp() : 0;

    internal static void End(long begun, string method, string outcome)
    {
        if (begun != 0)
        {
            Duration.Record(
                Stopwatch.GetElapsedTime(begun).TotalSeconds,
                new KeyValuePair<string, object?>("roost.contract.method", method),
                new KeyValuePair<string, object?>("roost.outcome", outcome));
        }
    }
}
