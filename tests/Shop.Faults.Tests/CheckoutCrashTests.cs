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

    [Fact]
    public async Task Shop_is_killed_at_every_request_to_the_provider_and_at_some_messages_to_the_database()
    {
        await using var crew = new Crew(() => new OneHostShop(server, typeof(Program).Assembly.Location), shops: 2, output.WriteLine);
        var points = await PointsAsync(crew);
        await crew.ConcludeAsync(points, [.. Scene.All.SelectMany(Visit.AtTheProvider).Concat(Draw.Spread(points, Sample, Draw.Seed(output))).Distinct()]);
    }

    [Fact(Explicit = true)]
    public async Task Shop_is_killed_at_every_message()
    {
        var program = await publication.ProgramAsync();
        await using var crew = new Crew(() => new OneHostShop(server, program), shops: 3, output.WriteLine);
        var points = await PointsAsync(crew);
        await crew.ConcludeAsync(points, Draw.Shuffled(points, Draw.Seed(output)));
    }

    private static Task<IReadOnlyList<Visit>> PointsAsync(Crew crew) => crew.UseAsync<IReadOnlyList<Visit>>(async shop =>
    {
        var points = new List<Visit>();
        foreach (var scene in Scene.All)
        {
            var all = await shop.ListenAsync(scene);
            Visit.AtTheProvider(scene).ShouldBeSubsetOf(all);
            points.AddRange(all);
        }

        return points;
    });
}
