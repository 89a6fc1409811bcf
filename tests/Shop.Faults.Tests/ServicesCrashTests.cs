using Roost.Testing.Databases;
using Shop.Faults.Tests.Scenes;
using Shop.Faults.Tests.Stages;

namespace Shop.Faults.Tests;

/// <summary>
/// Shop as seven hosts with three databases, behind a gateway. One of them is killed (SIGKILL) at a message, to its database, to the payment provider or to another host, and
/// started again, while the others live: whatever people wanted they get, and nothing is lost, or paid, sold or told twice.
/// </summary>
public sealed class ServicesCrashTests(PostgresServer server, Publication publication, ITestOutputHelper output) : IClassFixture<Publication>
{
    // Of each scene but the checkout, in the long form.
    private const int Sample = 60;

    // Of a host whose first point is not reached any more.
    private const int Draws = 5;

    private static readonly Scene Checkout = Scene.All[0];

    // Seven processes are too many for a run of everything.
    [Fact(Explicit = true)]
    public async Task Each_host_is_killed_at_some_message_of_a_checkout_and_who_asks_the_provider_at_each_request()
    {
        await using var crew = new Crew(() => new ServicesShop(server, typeof(Program).Assembly.Location), shops: 1, output.WriteLine);
        var points = await PointsAsync(crew, [Checkout]);
        var chance = Draw.Seed(output);
        var atTheProvider = points.Where(visit => visit.IsAtTheProvider).ToList();
        // Both sides of both requests.
        atTheProvider.Count.ShouldBe(4);
        var hosts = points.Except(atTheProvider).GroupBy(visit => visit.Host).ToList();
        hosts.Count.ShouldBe(7);
        var visits = hosts.Select(host => Draw.Spread([.. host], 1, chance).Single())
            .Concat(Draw.Spread([.. points.Where(visit => visit.IsAtAnotherHost)], 3, chance))
            .Concat(atTheProvider);
        await crew.JudgeAsync(points, [.. visits.Distinct()]);
        // What a host has once asked and remembers it does not ask again, so a point may be gone: then another one of the same host is drawn.
        for (var times = 0; times < Draws && Unreached(crew, hosts) is { Count: > 0 } unreached; times++)
        {
            await crew.JudgeAsync(points, [.. unreached.Select(host => Draw.Spread([.. host], 1, chance).Single())]);
        }

        Unreached(crew, hosts).ShouldBeEmpty();
    }

    [Fact(Explicit = true)]
    public async Task Each_host_is_killed_at_every_message_of_a_checkout_and_at_many_of_the_other_scenes()
    {
        var program = await publication.ProgramAsync();
        await using var crew = new Crew(() => new ServicesShop(server, program), shops: 2, output.WriteLine);
        var points = await PointsAsync(crew, Scene.All);
        var chance = Draw.Seed(output);
        var others = points.Where(visit => visit.Scene != Checkout).GroupBy(visit => visit.Scene).SelectMany(scene => Draw.Spread([.. scene], Sample, chance));
        await crew.ConcludeAsync(points, Draw.Shuffled(points.Where(visit => visit.Scene == Checkout).Concat(others), chance));
    }

    private static List<IGrouping<string, Visit>> Unreached(Crew crew, IEnumerable<IGrouping<string, Visit>> hosts) =>
        [.. hosts.Where(host => crew.Reached.All(visit => visit.Host != host.Key))];

    // All workers look by themselves all the time, also those that have no part in it, so only the first look is a point.
    private static Task<IReadOnlyList<Visit>> PointsAsync(Crew crew, IReadOnlyList<Scene> scenes) => crew.UseAsync<IReadOnlyList<Visit>>(async shop =>
    {
        var points = new List<Visit>();
        foreach (var scene in scenes)
        {
            points.AddRange((await shop.ListenAsync(scene)).Where(visit => !visit.IsUncertain));
        }

        return points;
    });
}
