using System.Diagnostics;

namespace Bench.Contracts;

/// <summary>The cost of one call, measured over many on one thread.</summary>
/// <param name="Nanoseconds">Time a call.</param>
/// <param name="Bytes">Allocation a call.</param>
internal readonly record struct Round(double Nanoseconds, double Bytes)
{
    // Few enough to fit between two turns of the scheduler, so that the median holds on a busy machine.
    public const int Calls = 2_000;

    public static async Task<Round> RunAsync(INoop noop)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Calls; i++)
        {
            // Completes at once, and so stays on this thread.
            await noop.NoopAsync(i, CancellationToken.None);
        }

        return new(
            Stopwatch.GetElapsedTime(began).TotalNanoseconds / Calls,
            (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)Calls);
    }
}
