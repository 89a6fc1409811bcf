using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Roost.Generators.Diagnostics;

namespace Roost.Generators.Boundaries;

/// <summary>Holds a module's assembly to its boundary: it refers to no other module, and shows nothing but its module class.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModuleBoundaryAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Catalogue.ImplementationReference, Catalogue.PublicType];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (RoostCompilation.Of(start.Compilation) is { Module: { } module } roost)
            {
                start.RegisterSymbolAction(symbol => CheckType(symbol, module), SymbolKind.NamedType);
                start.RegisterCompilationEndAction(end => CheckReferences(end, roost, module));
            }
        });
    }

    // A reference counts even if no type of it is used: it is one keystroke away from being used.
    private static void CheckReferences(CompilationAnalysisContext context, RoostCompilation roost, ModuleClass module)
    {
        foreach (var other in roost.Referenced.OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Catalogue.ImplementationReference,
                module.Type.Locations[0],
                module.Name,
                other.Type.ContainingAssembly.Name,
                other.Name,
                Remedy(module, other)));
        }
    }

    private static string Remedy(ModuleClass module, ModuleClass other)
    {
        var contracts = other.Exports.ToList();
        if (contracts.Count == 0)
        {
            return $"'{other.Type.Name}' exports no contract yet: put what is needed into a contracts assembly, export it, and refer to that.";
        }

        var assemblies = string.Join(" and ", contracts.Select(c => $"'{c.ContainingAssembly.Name}'").Distinct());
        var uses = string.Join(" or ", contracts.Select(c => $"[Uses<{c.Name}>]"));
        return $"Refer to {assemblies} instead and declare {uses} on '{module.Type.Name}'.";
    }

    private static void CheckType(SymbolAnalysisContext context, ModuleClass module)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!IsVisible(type) || !type.CanBeReferencedByName ||
            SymbolEqualityComparer.Default.Equals(type, module.Type) ||
            (type.ContainingType is { } container && !SymbolEqualityComparer.Default.Equals(container, module.Type)))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Catalogue.PublicType,
            type.Locations[0],
            type.ToDisplayString(),
            module.Name,
            module.Type.Name,
            Remedy(type, context.IsGeneratedCode)));
    }

    private static string Remedy(INamedTypeSymbol type, bool isGenerated) =>
        type.BaseType.Is(KnownNames.MigrationClass) ? "Write 'internal' instead of 'public' in the migration's file; the tools for migrations find it all the same."
        : isGenerated ? "It is generated: have the generator make it internal, or generate it into the contracts assembly."
        : "Make it internal, or move it to the contracts assembly.";

    private static bool IsVisible(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }
}
