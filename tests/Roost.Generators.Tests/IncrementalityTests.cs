using Microsoft.CodeAnalysis;
using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests;

public sealed class IncrementalityTests
{
    private const string Source = """
        namespace Shop;
        public sealed record ReserveStock([Range(1, 9)] int Quantity);
        [Contract]
        public interface IStock { Task ReserveAsync(ReserveStock request, CancellationToken cancellationToken); }
        internal sealed class Service { public int Number => 1; }
        """;

    [Fact]
    public void An_edit_that_changes_no_contract_and_no_rule_generates_nothing_anew() =>
        Reasons(Source.Replace("=> 1;", "=> 2; /* and a comment */", StringComparison.Ordinal))
            .ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);

    [Fact]
    public void An_edit_of_a_rule_generates_anew() =>
        Reasons(Source.Replace("Range(1, 9)", "Range(1, 8)", StringComparison.Ordinal))
            .ShouldContain(IncrementalStepRunReason.Modified);

    private static IEnumerable<IncrementalStepRunReason> Reasons(string edited)
    {
        var program = Assembly.Contracts("Shop", Source);
        var driver = Generation.Driver(program).RunGenerators(program);
        var changed = program.ReplaceSyntaxTree(program.SyntaxTrees[1], Assembly.Tree(edited, program.SyntaxTrees[1].FilePath));

        var steps = driver.RunGenerators(changed).GetRunResult().Results.Single().TrackedOutputSteps.Values.SelectMany(s => s).ToList();
        steps.ShouldNotBeEmpty();
        return steps.SelectMany(s => s.Outputs).Select(o => o.Reason);
    }
}
