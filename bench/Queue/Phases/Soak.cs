using System.Globalization;

namespace Bench.Queue.Phases;

/// <summary>
/// An hour of mixed load: 10,000 no-op jobs of one tenant wait all the time, as many are added as are worked, and nineteen others add slow jobs at a
/// steady rate. For a sixth of the time an old snapshot keeps all that is dead since then. Minutes other than 60 by <c>BENCH_SOAK_MINUTES</c>.
/// </summary>
internal sealed class Soak : Phase
{
    private const int Waiting = 10_000;
    private const int Tenants = 19;
    private const int Rate = 95;
    private static readonly int Minutes = int.Parse(Environment.GetEnvironmentVariable("BENCH_SOAK_MINUTES") ?? "60", CultureInfo.InvariantCulture);

    // Of twelve parts: one to warm up, three before the snapshot, two with it, one to recover, and five that are to be as good as those before.
    private static readonly TimeSpan Part = TimeSpan.FromMinutes(Minutes) / 12;

    public override string Key => "soak";

    public override string Title => $"{Minutes} minutes of mixed load, an old snapshot for {Minutes / 6.0:0.#} of them, jobs/s";

    public override IReadOnlyList<string> Columns => ["before", "held", "after", "of before", "MiB before", "most", "at 3/4", "at the end"];

    public override bool IsOfRoostAlone => true;

    public override bool IsOnlyByName => true;

    public override (int Column, string Text, Func<double, bool> Holds)? OwnBar => (3, "90%", share => share >= 90);

    protected override async Task<double[]> MeasureAsync(Contestant contestant, Agent producer)
    {
        await using var others = await Agent.StartAsync(contestant, "producer");
        await producer.RateAsync($"bulk {Waiting} {BulkAdds.Chunk} {BulkAdds.Flight}");
        await using var crew = await Crew.StartAsync(contestant, 1);
        var slow = others.RateAsync($"trickle {Rate} {(int)(12 * Part).TotalSeconds} 0 {Tenants}", 12 * Part);
        var refill = new Refill(crew, producer);
        await refill.KeepAsync(Part);
        var before = await MeasureAsync(3);
        await producer.AskAsync("hold");
        var held = await MeasureAsync(2);
        await producer.AskAsync("let-go");
        var recovering = await MeasureAsync(1);
        var after = await MeasureAsync(2);
        var late = await MeasureAsync(3);
        await slow;
        var rate = ((2 * after.Rate) + (3 * late.Rate)) / 5;
        return [before.Rate, held.Rate, rate, 100 * rate / before.Rate, before.Size, Math.Max(held.Size, recovering.Size), after.Size, late.Size];

        async Task<(double Rate, double Size)> MeasureAsync(int parts)
        {
            var reached = await refill.KeepAsync(parts * Part);
            var size = double.Parse(await producer.AskAsync("size"), CultureInfo.InvariantCulture) / (1024 * 1024);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"soak, {parts} of 12 parts: {reached:0} jobs/s, then {size:0} MiB"));
            return (reached, size);
        }
    }
}
