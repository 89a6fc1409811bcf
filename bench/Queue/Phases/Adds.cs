namespace Bench.Queue.Phases;

/// <summary>Jobs that are added one by one, by many at the same time.</summary>
internal sealed class Adds : Phase
{
    public const int Flight = 256;
    private const int Count = 100_000;
    private const int Seconds = 8;

    public override string Key => "add";

    public override string Title => $"{Count:N0} single adds, {Flight} in flight, {Seconds} s at most";

    public override IReadOnlyDictionary<string, double> Bars => new Dictionary<string, double> { [Contestant.Memory] = 1 };

    protected override async Task<double[]> MeasureAsync(Contestant contestant, Agent producer) =>
        [await producer.RateAsync($"add {Count} {Flight} {Seconds}")];
}
