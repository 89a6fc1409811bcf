using System.Diagnostics;

namespace Bench.Queue.Agents;

/// <summary>The machine's monotonic clock, which is the same in every process of it, whatever it is written in.</summary>
internal static class Clock
{
    public static long Microseconds => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);
}
