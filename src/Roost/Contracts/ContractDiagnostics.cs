using System.Diagnostics;
using System.Diagnostics.Metrics;
using Roost.Diagnostics;
using Roost.Operations;

namespace Roost.Contracts;

/// <summary>The source of spans for contract calls, and what is measured of them.</summary>
public static class ContractDiagnostics
{
    /// <summary>The name to listen to.</summary>
    public const string SourceName = "Roost.Contracts";

    internal const string Done = "completed";
    internal const string Refused = "refused";
    internal const string Faulted = "failed";
    internal const string Cancelled = "cancelled";
    internal const string ErrorTag = "error.type";

    internal static readonly ActivitySource Source = new(SourceName);

    private static readonly Histogram<double> Duration = RoostMeter.Meter.CreateHistogram(
        "roost.contract.call.duration",
        unit: "s",
        description: "How long calls between modules take.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.00001, 0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });

    /// <summary>Begins a call.</summary>
    /// <param name="method">What is called.</param>
    /// <param name="caller">The operation that calls.</param>
    /// <param name="kind">Whether it stays in this process.</param>
    /// <exception cref="ContractCallInTransactionException">The caller has a transaction open.</exception>
    public static ContractCall Begin(ContractMethod method, Operation caller, ActivityKind kind)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(caller);
        return caller.HasOpenTransaction
            ? throw new ContractCallInTransactionException(method.FullName)
            : new(method, Source.HasListeners() ? Source.StartActivity(method.FullName, kind) : null, Duration.Enabled ? Stopwatch.GetTimestamp() : 0);
    }

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
