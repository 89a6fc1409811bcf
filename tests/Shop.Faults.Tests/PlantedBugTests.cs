using System.Collections.Concurrent;
using Roost.Testing.Databases;
using Shop.Faults.Tests.Planted;
using Shop.Faults.Tests.Stages;

namespace Shop.Faults.Tests;

/// <summary>The harness is tried itself: with something made wrong, a visit must turn red.</summary>
public sealed class PlantedBugTests(PostgresServer server, ITestOutputHelper output)
{
    public static TheoryData<string> Bugs => [.. PlantedBugs.All.Select(bug => bug.Name)];

    public static TheoryData<string> BugsBetweenHosts => [.. PlantedBugs.BetweenHosts.Select(bug => bug.Name)];

    [Theory(Explicit = true)]
    [MemberData(nameof(Bugs))]
    public async Task A_planted_bug_is_caught(string name)
    {
        var bug = PlantedBugs.All.Single(bug => bug.Name == name);
        await using var crew = new Crew(() => new OneHostShop(server, typeof(Program).Assembly.Location) { Bug = bug }, shops: 1, output.WriteLine);
        await IsCaughtAsync(crew, bug);
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(BugsBetweenHosts))]
    public async Task A_planted_bug_between_hosts_is_caught(string name)
    {
        var bug = PlantedBugs.BetweenHosts.Single(bug => bug.Name == name);
        await using var crew = new Crew(() => new ServicesShop(server, typeof(Program).Assembly.Location) { Bug = bug }, shops: 1, output.WriteLine);
        var undisturbed = await crew.UseAsync(async shop =>
        {
            await shop.ListenAsync(bug.Visit.Scene);
            return shop.NewBreaches();
        });
        undisturbed.ShouldBeEmpty("Nobody has to die for it, so it proves nothing of deaths.");
        await IsCaughtAsync(crew, bug);
    }

    private static async Task IsCaughtAsync(Crew crew, PlantedBug bug)
    {
        await crew.VisitAsync(new ConcurrentQueue<Visit>([bug.Visit]));
        crew.Reached.ShouldBe([bug.Visit]);
        crew.Breaches.ShouldContain(breach => breach.Contains(bug.Law, StringComparison.Ordinal), "Nobody noticed. Mend the scene, or add a law.");
    }
}
