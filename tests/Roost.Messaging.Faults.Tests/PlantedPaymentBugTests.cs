using Roost.Messaging.Faults.Tests.Planted;

namespace Roost.Messaging.Faults.Tests;

/// <summary>The product's own tests are tried: with a bug in how Shop asks for money those that are named for it must turn red, and without one all are green.</summary>
[Collection(Workshops.Name)]
public sealed class PlantedPaymentBugTests(Workshops workshops, ITestOutputHelper output)
{
    private static readonly IReadOnlyList<TestedBug> All = [.. PaymentBugs.All];

    public static TheoryData<string> Bugs => [.. All.Select(bug => bug.Name)];

    public static TheoryData<string> Suites => [.. All.Select(bug => bug.Suite).Distinct()];

    [Theory(Explicit = true)]
    [MemberData(nameof(Suites))]
    public Task Without_a_bug_all_are_green(string suite) => workshops.ShouldBeGreenAsync(suite, All);

    [Theory(Explicit = true)]
    [MemberData(nameof(Bugs))]
    public async Task A_bug_is_caught_by_the_tests_that_are_there_for_it(string name) => output.WriteLine(await workshops.ShouldBeCaughtAsync(All.Single(bug => bug.Name == name)));
}
