using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Roost.Generators.Tests.Compiling;

/// <summary>What all analyzers say of a program, as a build prints it.</summary>
internal static class Analysis
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(ModelGenerator).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !t.IsAbstract)
            .Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!),
    ];

    /// <summary>The messages in the order of their place. The program itself has to compile: a fixture that does not proves nothing.</summary>
    public static async Task<string[]> OfAsync(CSharpCompilation program, params AdditionalText[] files)
    {
        program.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        var found = await program.WithAnalyzers(Analyzers, new AnalyzerOptions([.. files])).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal).Select(Print)];
    }

    private static string Print(Diagnostic diagnostic)
    {
        var text = $"{diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: {diagnostic.GetMessage(null)}";
        var start = diagnostic.Location.GetLineSpan().StartLinePosition;
        return diagnostic.Location.Kind switch
        {
            LocationKind.SourceFile => $"({start.Line + 1},{start.Character + 1}): {text}",
            LocationKind.ExternalFile => $"{diagnostic.Location.GetLineSpan().Path}({start.Line + 1},{start.Character + 1}): {text}",
            _ => text,
        };
    }
}
