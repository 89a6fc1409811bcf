using Bench.Queue.Phases;

namespace Bench.Queue;

/// <summary>Prints what a phase has measured: medians, and how many times as good as each peer Roost is, which is the median of each round's ratio.</summary>
internal static class Table
{
    public static string Text(double figure) => figure.ToString(figure < 100 ? "0.0" : "N0");

    /// <returns>Whether all bars hold.</returns>
    public static bool Print(Phase phase, IReadOnlyDictionary<Contestant, List<double[]>> figures)
    {
        var holds = true;
        var roost = figures.FirstOrDefault(contestant => contestant.Key.Key == Contestant.Roost).Value;
        Console.WriteLine();
        Console.WriteLine($"{phase.Title,-62}{string.Concat(phase.Columns.Select(column => $"{column,11}"))}{"Roost is",11}");
        foreach (var (contestant, rounds) in figures)
        {
            var medians = phase.Columns.Select((_, column) => Median(rounds.Select(round => round[column]))).ToArray();
            var line = $"{contestant.Name,-62}{string.Concat(medians.Select(figure => $"{Text(figure),11}"))}";
            if (contestant.Key == Contestant.Roost && phase.OwnBar is var (column, text, isHeld))
            {
                line += $"{"",11}   {Bar(text, isHeld(medians[column]), ref holds)}";
            }
            else if (contestant.Key != Contestant.Roost && roost is not null && phase.Columns[0] != "p99")
            {
                var ratio = Median(roost.Zip(rounds, (ours, theirs) => ours[0] / theirs[0]));
                line += $"{ratio,10:0.00}x{(phase.Bars.TryGetValue(contestant.Key, out var bar) ? $"   {Bar($"{bar}x", ratio >= bar, ref holds)}" : "")}";
            }

            Console.WriteLine(line);
        }

        return holds;
    }

    private static string Bar(string text, bool isHeld, ref bool holds)
    {
        holds &= isHeld;
        return $"bar: {text}   {(isHeld ? "ok" : "MISSED")}";
    }

    private static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
