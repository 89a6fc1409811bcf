namespace Roost.Messaging.Faults.Tests.Planted;

/// <summary>A workshop for each suite, made when the first bug is planted. Those who share them plant one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class Workshops : ICollectionFixture<Workshops>, IDisposable
{
    internal const string Name = "planted in the product";
    private readonly Dictionary<string, Workshop> _workshops = [];

    public void Dispose()
    {
        foreach (var workshop in _workshops.Values)
        {
            workshop.Dispose();
        }
    }

    /// <summary>Runs the tests that are to be green, without a bug.</summary>
    internal async Task ShouldBeGreenAsync(string suite, IEnumerable<TestedBug> bugs)
    {
        var tests = bugs.Where(bug => bug.Suite == suite).Select(bug => bug.Tests).Distinct().ToArray();
        var run = await TestRun.OfAsync(await Of(suite).BuildAsync(suite), tests);
        run.Failures.ShouldBeEmpty();
        tests.Where(test => !run.Tests.Any(name => name.Contains($".{test}", StringComparison.Ordinal))).ShouldBeEmpty("There are no such tests.");
    }

    /// <summary>Plants a bug, and runs the tests that must not overlook it.</summary>
    /// <returns>What caught it.</returns>
    internal async Task<string> ShouldBeCaughtAsync(TestedBug bug)
    {
        var run = await TestRun.OfAsync(await Of(bug.Suite).BuildAsync(bug.Suite, bug.Changes), bug.Tests);
        run.Failures.ShouldNotBeEmpty($"{run.Tests.Count} like {bug.Tests} ran, and none noticed. Add one that does.");
        return $"{bug.Name}: caught by {run.Failures[0].Test}. {run.Failures[0].Why}";
    }

    private Workshop Of(string suite)
    {
        if (!_workshops.TryGetValue(suite, out var workshop))
        {
            _workshops.Add(suite, workshop = new(FoldersOf(suite)));
        }

        return workshop;
    }

    // The folder that the tests stand in, and those that they need.
    private static IReadOnlyList<string> FoldersOf(string suite) => suite switch
    {
        SagaBugs.Suite => ["src", suite],
        SagaBugs.Deployments => ["src", suite, "tests/Roost.Messaging.TestWorker"],
        PaymentBugs.Suite => ["src", "shop", suite, "tests/Shop.PaymentSandbox.Tests", "tests/Roost.Security.Tests"],
        _ => throw new ArgumentOutOfRangeException(nameof(suite), suite, "Say which folders it needs."),
    };
}
