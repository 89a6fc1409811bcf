using Roost.Messaging.Faults.Tests.Planted;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests;

/// <summary>The harness is tried itself: a worker that is built with a bug must turn its scene red.</summary>
public sealed class PlantedSourceBugTests(PostgresServer server, PlantedSourceBugTests.Fixture workshop, ITestOutputHelper output) : IClassFixture<PlantedSourceBugTests.Fixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static TheoryData<string> Bugs => [.. SourceBugs.All.Select(bug => bug.Name)];

    [Theory(Explicit = true)]
    [MemberData(nameof(Bugs))]
    public async Task A_worker_with_a_bug_is_caught(string name)
    {
        var bug = SourceBugs.All.Single(bug => bug.Name == name);
        var program = await workshop.BuildAsync(bug);
        var breaches = await bug.Scene().PlayAsync(new Conditions(server) { Worker = program, Patience = Patience });
        breaches.ShouldNotBeEmpty("Nobody noticed. Mend the scene, or add a law.");
        output.WriteLine($"{name}: caught by {string.Join(", ", breaches.Select(breach => breach.Invariant).Distinct())}. {breaches[0].What}");
    }

    /// <summary>One workshop for all, made when the first bug is built.</summary>
    public sealed class Fixture : IDisposable
    {
        private const string Worker = "tests/Roost.Messaging.TestWorker";
        private readonly Lazy<Workshop> _workshop = new(() => new("src", Worker));

        internal Task<string> BuildAsync(SourceBug bug) => _workshop.Value.BuildAsync(Worker, bug.Changes);

        public void Dispose()
        {
            if (_workshop.IsValueCreated)
            {
                _workshop.Value.Dispose();
            }
        }
    }
}
