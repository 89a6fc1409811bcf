using Microsoft.CodeAnalysis.Diagnostics;
using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests;

/// <summary>In an editor, code is broken most of the time; then the compiler speaks, and nothing of ours may fall over.</summary>
public sealed class UnfinishedCodeTests
{
    [Theory]
    [InlineData("[Module] public sealed class M : Module;")]
    [InlineData("[Module(null!), Uses<Missing>, Exports<>, Uses] public sealed class M : Module;")]
    [InlineData("[Module(Missing)] public sealed class : Module;")]
    [InlineData("[Contract] public interface I : Missing { Missing Do(Missing m, CancellationToken); Task<> Go(, ); Task<Missing> Run(Missing<int>[] a, CancellationToken t) }")]
    [InlineData("[Contract] public interface { }")]
    [InlineData("[IntegrationEvent] public sealed record E(Missing M, List<> L) : E;")]
    [InlineData("[IntegrationEvent(1)] public sealed record E : Missing { public Missing M { get; set } }")]
    [InlineData("public sealed record R([Required(ErrorMessage = Missing)] string A, [Range(1, Missing)] int B, [Missing] int C, [AllowedValues(1, Missing)] int D);")]
    [InlineData("public sealed record R([Required] Missing A, [Range(1)] int B) : R(A, B);")]
    [InlineData("public class A : B { [Required] public string? X { get; } } public class B : A;")]
    [InlineData("class C { static Missing _m; var x = DateTime.Now; void M() { task.Result; Guid.NewGuid( } }")]
    [InlineData("public interface I : I { } public record R(I I) { [Required] string { get; } }")]
    public async Task Broken_code_breaks_neither_generator_nor_analyzers(string source)
    {
        var program = Assembly.Module("Shop", source);

        var result = Generation.Unchecked(program).Result;
        var analyzers = program.WithAnalyzers(Analysis.Analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: (e, analyzer, _) => Assert.Fail($"{analyzer}: {e}"), concurrentAnalysis: false, logAnalyzerExecutionTime: false));

        result.Results.Single().Exception.ShouldBeNull();
        (await analyzers.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).ShouldNotContain(d => d.Id == "AD0001");
    }
}
