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
    public Task A_planted_bug_is_caught(string name) =>
        IsCaughtAsync(PlantedBugs.All.Single(bug => bug.Name == name), bug => new OneHostShop(server, typeof(Program).Assembly.Location) { Bug = bug });

    [Theory(Explicit = true)]
    [MemberData(nameof(BugsBetweenHosts))]
    public Task A_planted_bug_between_hosts_is_caught(string name) =>
        IsCaughtAsync(PlantedBugs.BetweenHosts.Single(bug => bug.Name == name), bug => new ServicesShop(server, typeof(Program).Assembly.Location) { Bug = bug });

    private async Task IsCaughtAsync(PlantedBug bug, Func<PlantedBug, CrashShop> make)
    {
        await using var crew = new Crew(() => make(bug), shops: 1, output.WriteLine);
        await crew.VisitAsync(new ConcurrentQueue<Visit>([bug.Visit]));
        crew.Reached.ShouldBe([bug.Visit]);
        crew.Breaches.ShouldContain(breach => breach.Contains(bug.Law, StringComparison.Ordinal), "Nobody noticed. Mend the scene, or add a law.");
    }
}
