using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Roost.Generators.Diagnostics;

namespace Roost.Generators.Travel;

/// <summary>Checks that contracts can be called from another process, and that what they carry can get there.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Catalogue.ContractShape, Catalogue.CannotTravel, Catalogue.NoOperationId, Catalogue.BadEventName];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.Contract) is null)
            {
                return;
            }

            var reported = new ReportedPlaces();
            start.RegisterSymbolAction(symbol => Check(symbol, reported), SymbolKind.NamedType);
        });
    }

    private static void Check(SymbolAnalysisContext context, ReportedPlaces reported)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var attribute in type.GetAttributes())
        {
            if (type.TypeKind == TypeKind.Interface && attribute.AttributeClass.Is(KnownNames.Contract))
            {
                ContractRules.Check(type, context.ReportDiagnostic, reported);
            }
            else if (attribute.AttributeClass.Is(KnownNames.IntegrationEvent))
            {
                EventRules.Check(type, attribute, context.ReportDiagnostic, reported, context.CancellationToken);
            }
        }
    }
}
