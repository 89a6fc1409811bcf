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
    [InlineData("using Roost.Messaging.Sagas; class T : Saga<Missing>, ISaga<T> { public static void Define(SagaDefinition<T> saga) => saga.Step( }")]
    [InlineData("using Roost.Messaging.Sagas; [Saga] class T : Saga<T>, ISaga<T> { public static void Define(SagaDefinition<T> saga) => saga.Together(steps => ).Step(\"a\", s => s.).WaitFor<>(\"b\" }")]
    [InlineData("using Roost.Messaging.Sagas; [Saga(Missing, Version = )] class T : Saga<>, ISaga<>, ISaga<T> { static void Define(SagaDefinition<T>) { saga; ; saga. } }")]
    [InlineData("using Roost.Messaging.Sagas; [Saga(null!, Version = \"1\")] class T : ISaga<T> { public static void Define(SagaDefinition<T> saga) => saga; static void Define() }")]
    [InlineData("using Roost.Messaging.Sagas; class T : Saga<T>, ISaga<T> { void ISaga<T>.Define(SagaDefinition<T> saga) { saga.Step(name: , undo: null, run: s => s.A, declare: step => { step.Attempts(3) }, undo: ); } }")]
    [InlineData("using Roost.Messaging.Sagas; class T : Saga<T>, ISaga<T> { static partial void Define(SagaDefinition<T> saga); public static void Define(SagaDefinition<T> saga) => saga.Step }")]
    public async Task Broken_code_breaks_neither_generator_nor_analyzers(string source)
    {
        var program = Assembly.Module("Shop", source, References.Messaging);

        var result = Generation.Unchecked(program).Result;
        var analyzers = program.WithAnalyzers(Analysis.Analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([new SagasFile("t v1 T: a\nt v")]), onAnalyzerException: (e, analyzer, _) => Assert.Fail($"{analyzer}: {e}"), concurrentAnalysis: false, logAnalyzerExecutionTime: false));

        result.Results.Single().Exception.ShouldBeNull();
        (await analyzers.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).ShouldNotContain(d => d.Id == "AD0001");
    }

    [Theory]
    [InlineData("saga.Step(\"a\", s => s.Missing)")]
    [InlineData("saga.Step(Missing, s => s.A)")]
    [InlineData("saga.Step(\"a\", s => s.A).WaitFor<Missing>(\"b\", s => s.A)")]
    [InlineData("saga.Step(\"a\", s => s.A).Go()")]
    [InlineData("saga")]
    public async Task Of_steps_that_do_not_compile_only_the_compiler_speaks(string steps)
    {
        var program = Assembly.Sagas($$"""
            class T : Saga<T>, ISaga<T>
            {
                public static void Define(SagaDefinition<T> saga) => {{steps}};
                private Task<Result> A(StepRun run, CancellationToken token) => Task.FromResult(Result.Success);
            }
            """);

        program.GetDiagnostics().ShouldContain(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        (await program.WithAnalyzers(Analysis.Analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }
}
