using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Roost.Generators.Diagnostics;

namespace Roost.Generators.Habits;

/// <summary>Finds static members that can change.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticStateAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Catalogue.StaticState];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Check, SymbolKind.Field, SymbolKind.Property, SymbolKind.Event);
    }

    private static void Check(SymbolAnalysisContext context)
    {
        if (CanChange(context.Symbol))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Catalogue.StaticState,
                context.Symbol.Locations[0],
                context.Symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
        }
    }

    private static bool CanChange(ISymbol symbol) => symbol is { IsStatic: true, IsImplicitlyDeclared: false, IsAbstract: false } && symbol switch
    {
        IFieldSymbol field => !field.IsReadOnly && !field.IsConst,
        IPropertySymbol property => property.SetMethod is { IsInitOnly: false },
        _ => true,
    };
}
