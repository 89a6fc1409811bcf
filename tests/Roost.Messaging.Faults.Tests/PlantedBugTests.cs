using Roost.Messaging.Faults.Tests.Planted;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests;

/// <summary>The harness is tried itself: with a bug in the database's functions each scene must turn red.</summary>
public sealed class PlantedBugTests(PostgresServer server, ITestOutputHelper output)
{
    // Without the bug all is over within a few seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static TheoryData<string> Bugs => [.. SqlBugs.All.Select(bug => new TheoryDataRow<string>(bug.Name) { Explicit = bug.IsShort ? null : true })];

    [Theory]
    [MemberData(nameof(Bugs))]
    public async Task A_planted_bug_is_caught(string name)
    {
        var bug = SqlBugs.All.Single(bug => bug.Name == name);
        var breaches = await bug.Scene().PlayAsync(new Conditions(server) { Bug = bug, Patience = Patience });
        breaches.ShouldNotBeEmpty("Nobody noticed. Mend the scene, or add a law.");
        output.WriteLine($"{name}: caught by {string.Join(", ", breaches.Select(breach => breach.Invariant).Distinct())}. {breaches[0].What}");
    }
}
