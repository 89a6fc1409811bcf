using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Roost.Generators.Diagnostics;

namespace Roost.Generators.Boundaries;

/// <summary>Where modules come together, in a host or a test, looks at the graph that they make.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModuleGraphAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Catalogue.Cycle, Catalogue.ExportedTwice];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(Check);
    }

    private static void Check(CompilationAnalysisContext context)
    {
        // A module that refers to others is told so by ROOST1001; their graph is its hosts' affair.
        if (RoostCompilation.Of(context.Compilation) is not { Module: null, Referenced.Length: > 0 } roost)
        {
            return;
        }

        var modules = roost.Referenced.OrderBy(m => m.Name, StringComparer.Ordinal).ToList();
        var exporters = modules
            .SelectMany(m => m.Exports.Select(contract => (Contract: contract, Module: m)))
            .ToLookup(e => e.Contract, e => e.Module, (IEqualityComparer<INamedTypeSymbol>)SymbolEqualityComparer.Default);

        foreach (var export in exporters.Where(e => e.Distinct().Count() > 1).OrderBy(e => e.Key.Name, StringComparer.Ordinal))
        {
            var names = string.Join(" and ", export.Distinct().Select(m => $"'{m.Name}'"));
            context.ReportDiagnostic(Diagnostic.Create(Catalogue.ExportedTwice, Location.None, export.Key.Name, names));
        }

        var uses = modules.GroupBy(m => m.Name, StringComparer.Ordinal).ToDictionary(
            g => g.Key,
            g => (IReadOnlyList<string>)[.. g.SelectMany(m => m.Uses).SelectMany(c => exporters[c]).Select(m => m.Name).Distinct().OrderBy(n => n, StringComparer.Ordinal)],
            StringComparer.Ordinal);
        foreach (var cycle in Cycles.In(uses))
        {
            context.ReportDiagnostic(Diagnostic.Create(Catalogue.Cycle, Location.None, string.Join(" → ", cycle.Append(cycle[0]))));
        }
    }
}
