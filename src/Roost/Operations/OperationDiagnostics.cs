using System.Diagnostics.Metrics;
using Roost.Diagnostics;

namespace Roost.Operations;

/// <summary>Counts how units of work end.</summary>
internal static class OperationDiagnostics
{
    private static readonly Counter<long> Ended = RoostMeter.Meter.CreateCounter<long>(
        "roost.unit_of_work.ended",
        unit: "{unit}",
        description: "Units of work that wrote something, by how they ended.");

    public static void Committed() => Ended.Add(1, new KeyValuePair<string, object?>("roost.outcome", "committed"));

    public static void RolledBack() => Ended.Add(1, new KeyValuePair<string, object?>("roost.outcome", "rolled_back"));
}
