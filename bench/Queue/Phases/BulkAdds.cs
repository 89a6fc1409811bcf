namespace Bench.Queue.Phases;

/// <summary>Jobs that are added a thousand a call, after as many three times that do not count: compilers that go by what runs often are still at work until then.</summary>
internal sealed class BulkAdds : Phase
{
    public const int Chunk = 1000;
    public const int Flight = 4;
    private const int Count = 200_000;
    private const int Rehearsals = 3;

    public override string Key => "bulk";

    public override string Title => $"{Count:N0} bulk adds, {Chunk:N0} a call, {Flight} calls in flight";

    public override IReadOnlyDictionary<string, double> Bars => new Dictionary<string, double> { [Contestant.Memory] = 3 };

    protected override async Task<double[]> MeasureAsync(Contestant contestant, Agent producer)
    {
        for (var i = 0; i < Rehearsals; i++)
        {
            await AddAsync(producer);
            await producer.AskAsync("clear");
        }

        return [await AddAsync(producer)];
    }

    private static Task<double> AddAsync(Agent producer) => producer.RateAsync($"bulk {Count} {Chunk} {Flight}");
}
