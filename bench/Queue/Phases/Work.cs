using Bench.Queue.Agents;

namespace Bench.Queue.Phases;

/// <summary>
/// No-op jobs that all wait already. The first third is for the workers' code to become warm, and does not count; the last has been worked when nothing
/// waits or runs any more, by the server's own word. Whoever has not come that far in time counts with what it has begun by then.
/// </summary>
internal sealed class Work(string key, int workers) : Phase
{
    private const int Count = 300_000;
    private const int Warming = Count / 3;
    private static readonly TimeSpan WarmingAtMost = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CountingAtMost = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    public override string Key => key;

    public override string Title => $"work of {Count:N0} no-op jobs, {workers} worker{(workers == 1 ? "" : "s")}";

    public override IReadOnlyDictionary<string, double> Bars =>
        new Dictionary<string, double> { [Contestant.Memory] = 1.5, [Contestant.Fsync] = 3, [Contestant.Postgres] = 3 };

    protected override async Task<double[]> MeasureAsync(Contestant contestant, Agent producer)
    {
        await producer.RateAsync($"bulk {Count} {BulkAdds.Chunk} {BulkAdds.Flight}");
        await using var crew = await Crew.StartAsync(contestant, workers);
        var from = await crew.UntilAsync(Warming, WarmingAtMost);
        var to = await crew.UntilAsync(Count, CountingAtMost);
        if (to.Count < Count)
        {
            return [(to.Count - from.Count) * 1e6 / (to.At - from.At)];
        }

        while (await producer.AskAsync("left") != "0")
        {
            await Task.Delay(Look);
        }

        return [(Count - from.Count) * 1e6 / (Clock.Microseconds - from.At)];
    }
}
