using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Roost.Generators.Diagnostics;

namespace Roost.Generators.Boundaries;

/// <summary>Keeps contracts assemblies light: whoever uses a contract gets all that its assembly refers to.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractsAssemblyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Catalogue.HeavyContracts];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var options = start.Compilation.Options.OutputKind;
            var heavy = start.Compilation.SourceModule.ReferencedAssemblies.Select(a => Heavy(a.Name)).OfType<string>().Distinct().OrderBy(n => n, StringComparer.Ordinal).ToList();
            if (options != OutputKind.DynamicallyLinkedLibrary || heavy.Count == 0 || RoostCompilation.Of(start.Compilation) is { Declared.Length: > 0 })
            {
                return;
            }

            var declarations = new System.Collections.Concurrent.ConcurrentBag<INamedTypeSymbol>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    if (symbol.Symbol.GetAttributes().Any(a => a.AttributeClass.Is(KnownNames.Contract) || a.AttributeClass.Is(KnownNames.IntegrationEvent)))
                    {
                        declarations.Add((INamedTypeSymbol)symbol.Symbol);
                    }
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(end, declarations, heavy));
        });
    }

    private static void Report(CompilationAnalysisContext context, IEnumerable<INamedTypeSymbol> declarations, List<string> heavy)
    {
        var first = declarations.Select(d => d.Locations[0])
            .OrderBy(l => l.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(l => l.SourceSpan.Start)
            .FirstOrDefault();
        if (first is null)
        {
            return;
        }

        foreach (var reference in heavy)
        {
            context.ReportDiagnostic(Diagnostic.Create(Catalogue.HeavyContracts, first, context.Compilation.AssemblyName, reference));
        }
    }

    private static string? Heavy(string assembly) =>
        assembly == "Roost" || (assembly.StartsWith("Roost.", StringComparison.Ordinal) && assembly != "Roost.Abstractions") ? assembly
        : assembly.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) ? "Microsoft.EntityFrameworkCore"
        : assembly.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) ? "Microsoft.AspNetCore.App"
        : assembly == "Npgsql" || assembly.StartsWith("Npgsql.", StringComparison.Ordinal) ? "Npgsql"
        : null;
}
