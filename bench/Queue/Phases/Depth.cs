namespace Bench.Queue.Phases;

/// <summary>Work while so many jobs wait all the time: as many are added, in bulk, as are worked. The same with few and with a million.</summary>
internal sealed class Depth : Phase
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Counting = TimeSpan.FromSeconds(10);

    public override string Key => "depth";

    public override string Title => "work while jobs wait and as many are added, jobs/s";

    public override IReadOnlyList<string> Columns => [$"{Few:N0}", $"{Many:N0}", "of it"];

    public override (int Column, string Text, Func<double, bool> Holds)? OwnBar => (2, "80%", share => share >= 80);

    protected override async Task<double[]> MeasureAsync(Contestant contestant, Agent producer)
    {
        var few = await MeasureAsync(contestant, producer, Few);
        await producer.AskAsync("clear");
        var many = await MeasureAsync(contestant, producer, Many);
        return [few, many, 100 * many / few];
    }

    private static async Task<double> MeasureAsync(Contestant contestant, Agent producer, int waiting)
    {
        await producer.RateAsync($"bulk {waiting} {BulkAdds.Chunk} {BulkAdds.Flight}");
        await using var crew = await Crew.StartAsync(contestant, 1);
        var refill = new Refill(crew, producer);
        await refill.KeepAsync(Warming);
        return await refill.KeepAsync(Counting);
    }
}
