using System.Globalization;
using System.Text.RegularExpressions;

namespace Shop.Faults.Tests.Stages;

/// <summary>Which visits are made: by a seed that is printed, and can be asked for again; or by a pattern of points' names, as failures have them.</summary>
internal static class Draw
{
    // To come back to some points.
    private static readonly string? Only = Environment.GetEnvironmentVariable("SHOP_FAULTS_ONLY");

    public static Random Seed(ITestOutputHelper output)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SHOP_FAULTS_SEED"), CultureInfo.InvariantCulture, out var asked) ? asked : Environment.TickCount;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SHOP_FAULTS_SEED={seed}"));
        return new(seed);
    }

    /// <summary>Those that are asked for; all, if nothing is. In any order: what one of them leaves behind is what another finds.</summary>
    public static IReadOnlyList<Visit> Shuffled(IEnumerable<Visit> points, Random chance) =>
        [.. points.Where(visit => Only is null || Regex.IsMatch($"{visit}", Only)).OrderBy(_ => chance.Next())];

    /// <summary>One out of each of so many equal parts; all, if there are no more.</summary>
    public static IEnumerable<Visit> Spread(IReadOnlyList<Visit> points, int count, Random chance) => points.Count <= count
        ? points
        : Enumerable.Range(0, count).Select(part => points[chance.Next(part * points.Count / count, (part + 1) * points.Count / count)]);
}
