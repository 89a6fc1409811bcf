using System.Diagnostics.Metrics;

namespace Roost.Diagnostics;

/// <summary>The kernel's metrics. Every label of them has few values: names of methods, outcomes.</summary>
public static class RoostMeter
{
    /// <summary>The name to listen to.</summary>
    public const string Name = "Roost";

    // One per process, as meters of libraries are: an instrument that nobody listens to costs a check of one field.
    internal static readonly Meter Meter = new(Name);
}
