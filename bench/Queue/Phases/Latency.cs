using System.Globalization;

namespace Bench.Queue.Phases;

/// <summary>
/// From before the call that adds a job to the begin of its handler in another process, by the machine's clock, while a process adds jobs at a steady
/// rate, whether those before have been worked or not. A while before that does not count.
/// </summary>
internal sealed class Latency(int rate) : Phase
{
    private const int Warming = 5;
    private const int Seconds = 12;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public override string Key => $"latency-{rate}";

    public override string Title => $"milliseconds from add to begin at {rate:N0} jobs/s, {Seconds} s";

    public override IReadOnlyList<string> Columns => ["p99", "p50", "p95", "longest"];

    public override (int Column, string Text, Func<double, bool> Holds)? OwnBar => rate == 5000 ? (0, "p99 15 ms", p99 => p99 <= 15) : null;

    protected override async Task<double[]> MeasureAsync(Contestant contestant, Agent producer)
    {
        await using var crew = await Crew.StartAsync(contestant, 1);
        await producer.RateAsync($"pace {rate} {Warming} 0");
        await producer.RateAsync($"pace {rate} {Seconds} 1");
        while (await producer.AskAsync("left") != "0")
        {
            await Task.Delay(Look);
        }

        return await crew.EndAsync() is ["latencies", var count, var p50, var p95, var p99, var longest] && count == (rate * Seconds).ToString(CultureInfo.InvariantCulture)
            ? [Milliseconds(p99), Milliseconds(p50), Milliseconds(p95), Milliseconds(longest)]
            : throw new InvalidOperationException("Some jobs were begun more than once, or never.");
    }

    private static double Milliseconds(string microseconds) => long.Parse(microseconds, CultureInfo.InvariantCulture) / 1000.0;
}
