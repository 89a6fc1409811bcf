using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Roost.Testing.Databases;
using Shop.Faults.Tests.Scenes;
using Shop.Faults.Tests.Stages;

namespace Shop.Faults.Tests;

/// <summary>
/// The whole Shop in a process that is killed (SIGKILL) at a message, to the database or to the payment provider, and started again: whatever people wanted they get, and
/// nothing is paid, sold or told twice.
/// </summary>
public sealed class CheckoutCrashTests(PostgresServer server, Publication publication, ITestOutputHelper output) : IClassFixture<Publication>
{
    // Of those to the database, in the short form; those to the provider are visited all.
    private const int Sample = 6;

    // To come back to some points: a pattern of their names, as failures have them.
    private static readonly string? Only = Environment.GetEnvironmentVariable("SHOP_FAULTS_ONLY");

    [Fact]
    public async Task Shop_is_killed_at_every_request_to_the_provider_and_at_some_messages_to_the_database()
    {
        await using var crew = new Crew(server, typeof(Program).Assembly.Location, shops: 2, output.WriteLine);
        var points = await PointsAsync(crew);
        await ConcludeAsync(crew, points, [.. Scene.All.SelectMany(Visit.AtTheProvider).Concat(Spread(points, Chance())).Distinct()]);
    }

    [Fact(Explicit = true)]
    public async Task Shop_is_killed_at_every_message()
    {
        await using var crew = new Crew(server, await publication.ProgramAsync(), shops: 3, output.WriteLine);
        var points = await PointsAsync(crew);
        var chance = Chance();
        // Scenes by turns: what one of them leaves behind is what another finds.
        await ConcludeAsync(crew, points, [.. points.Where(visit => Only is null || Regex.IsMatch($"{visit}", Only)).OrderBy(_ => chance.Next())]);
    }

    private Random Chance()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SHOP_FAULTS_SEED"), CultureInfo.InvariantCulture, out var asked) ? asked : Environment.TickCount;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SHOP_FAULTS_SEED={seed}"));
        return new(seed);
    }

    private static Task<IReadOnlyList<Visit>> PointsAsync(Crew crew) => crew.UseAsync<IReadOnlyList<Visit>>(async shop =>
    {
        var points = new List<Visit>();
        foreach (var scene in Scene.All)
        {
            var all = Visit.All(scene, await shop.ListenAsync(scene)).ToList();
            Visit.AtTheProvider(scene).ShouldBeSubsetOf(all);
            points.AddRange(all);
        }

        return points;
    });

    /// <summary>One out of each of so many equal parts.</summary>
    private static IEnumerable<Visit> Spread(IReadOnlyList<Visit> points, Random random) =>
        Enumerable.Range(0, Sample).Select(part => points[random.Next(part * points.Count / Sample, (part + 1) * points.Count / Sample)]);

    private async Task ConcludeAsync(Crew crew, IReadOnlyList<Visit> points, IReadOnlyList<Visit> visits)
    {
        await crew.VisitAsync(new ConcurrentQueue<Visit>(visits));
        await crew.ReconcileAsync();
        output.WriteLine(crew.Report(points));
        crew.Breaches.ShouldBeEmpty();
        visits.Where(visit => visit.IsAtTheProvider).ShouldBeSubsetOf(crew.Reached);
        // How often a host looks is not the same in every run.
        crew.Reached.Count.ShouldBeGreaterThanOrEqualTo(visits.Count * 9 / 10);
    }
}
