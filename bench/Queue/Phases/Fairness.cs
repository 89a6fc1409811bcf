using System.Globalization;

namespace Bench.Queue.Phases;

/// <summary>
/// How long the jobs of nineteen tenants wait, from the call that adds one to the begin of its handler, while a twentieth has flooded the queue, and when it has not.
/// Each job takes 5 ms of waiting for something else, so that places are what is scarce.
/// </summary>
internal sealed class Fairness : Phase
{
    private const int Tenants = 19;
    private const int Rate = 190;
    private const int Warming = 3;
    private const int Seconds = 12;
    private const int Flood = 200_000;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public override string Key => "fairness";

    public override string Title => $"milliseconds that {Tenants} tenants' jobs wait, p99, at {Rate} jobs/s";

    public override IReadOnlyList<string> Columns => ["p99", "quiet", "times"];

    public override bool IsOfRoostAlone => true;

    public override (int Column, string Text, Func<double, bool> Holds)? OwnBar => (2, "2x", times => times <= 2);

    protected override async Task<double[]> MeasureAsync(Contestant contestant, Agent producer)
    {
        var quiet = await WaitAsync(contestant, producer);
        await producer.AskAsync("clear");
        await producer.RateAsync($"flood {Flood} {BulkAdds.Chunk}");
        var flooded = await WaitAsync(contestant, producer);
        return [flooded, quiet, flooded / quiet];
    }

    private static async Task<double> WaitAsync(Contestant contestant, Agent producer)
    {
        await using var crew = await Crew.StartAsync(contestant, 1);
        await producer.RateAsync($"trickle {Rate} {Warming} 0 {Tenants}");
        await producer.RateAsync($"trickle {Rate} {Seconds} 1 {Tenants}");
        await Task.Delay(Settling);
        return await crew.EndAsync() is ["latencies", var count, _, _, var p99, _] && count == (Rate * Seconds).ToString(CultureInfo.InvariantCulture)
            ? long.Parse(p99, CultureInfo.InvariantCulture) / 1000.0
            : throw new InvalidOperationException("Some jobs were begun more than once, or never.");
    }
}
