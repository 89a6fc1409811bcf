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
    private const int Sample = 10;

    // To come back to some points: a pattern of their names, as failures have them.
    private static readonly string? Only = Environment.GetEnvironmentVariable("SHOP_FAULTS_ONLY");

    [Fact]
    public async Task Shop_is_killed_at_every_request_to_the_provider_and_at_some_messages_to_the_database()
    {
        var seed = Environment.TickCount;
        await using var crew = new Crew(server, typeof(Program).Assembly.Location, shops: 2);
        var points = await crew.UseAsync(async shop =>
        {
            var points = new List<Visit>();
            foreach (var scene in Scene.All)
            {
                points.AddRange(Visit.All(scene, await shop.ListenAsync(scene)));
            }

            return points;
        });
        var visits = Scene.All.SelectMany(Visit.AtTheProvider).Concat(Spread(points, new Random(seed))).Distinct();
        await ConcludeAsync(crew, [.. visits], points.Count, string.Create(CultureInfo.InvariantCulture, $"Seed {seed}. "));
    }

    [Fact(Explicit = true)]
    public Task Shop_is_killed_at_every_message_of_a_checkout() => EverywhereAsync("checkout");

    [Fact(Explicit = true)]
    public Task Shop_is_killed_at_every_message_of_a_checkout_whose_payment_is_declined() => EverywhereAsync("declined");

    [Fact(Explicit = true)]
    public Task Shop_is_killed_at_every_message_of_a_checkout_that_is_cancelled_midway() => EverywhereAsync("cancelled-midway");

    [Fact(Explicit = true)]
    public Task Shop_is_killed_at_every_message_of_a_cancellation() => EverywhereAsync("cancelled-afterwards");

    [Fact(Explicit = true)]
    public Task Shop_is_killed_at_every_message_of_a_refund() => EverywhereAsync("refund");

    private async Task EverywhereAsync(string name)
    {
        var scene = Scene.All.Single(scene => scene.Name == name);
        await using var crew = new Crew(server, await publication.ProgramAsync(), shops: 3);
        var points = await crew.UseAsync(async shop => Visit.All(scene, await shop.ListenAsync(scene)).ToList());
        Visit.AtTheProvider(scene).ShouldBeSubsetOf(points);
        var visits = points.Where(visit => Only is null || Regex.IsMatch($"{visit}", Only)).ToList();
        await ConcludeAsync(crew, visits, points.Count, "");
        crew.Reached.Count.ShouldBeGreaterThanOrEqualTo(visits.Count * 9 / 10);
    }

    /// <summary>One out of each of so many equal parts.</summary>
    private static IEnumerable<Visit> Spread(List<Visit> points, Random random) =>
        Enumerable.Range(0, Sample).Select(part => points[random.Next(part * points.Count / Sample, (part + 1) * points.Count / Sample)]);

    private async Task ConcludeAsync(Crew crew, IReadOnlyCollection<Visit> visits, int points, string heading)
    {
        await crew.VisitAsync(new ConcurrentQueue<Visit>(visits));
        await crew.ReconcileAsync();
        output.WriteLine(heading + crew.Report(points));
        crew.Breaches.ShouldBeEmpty();
        visits.Where(visit => visit.Point.Statement.StartsWith("POST ", StringComparison.Ordinal)).ShouldBeSubsetOf(crew.Reached);
    }
}
