using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Roost.Generators.Diagnostics;

namespace Roost.Generators.Boundaries;

/// <summary>Checks the module class itself: its name, its shape, its edges.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModuleClassAnalyzer : DiagnosticAnalyzer
{
    private static readonly Regex Name = new("^[a-z][a-z0-9-]{0,39}$", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Catalogue.NotAContract, Catalogue.ModuleWithoutName, Catalogue.BadModuleName, Catalogue.ModuleNotPublicSealed,
        Catalogue.SeveralModules, Catalogue.UsesOwnExport,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (RoostCompilation.Of(start.Compilation) is { } roost)
            {
                start.RegisterSymbolAction(symbol => Check(symbol, roost), SymbolKind.NamedType);
            }
        });
    }

    private static void Check(SymbolAnalysisContext context, RoostCompilation roost)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!roost.IsModule(type))
        {
            return;
        }

        CheckName(context, type);
        CheckEdges(context, ModuleClass.Read(type));
        if (context.Compilation.Options.OutputKind != OutputKind.DynamicallyLinkedLibrary)
        {
            return;
        }

        if (type is not { DeclaredAccessibility: Accessibility.Public, IsSealed: true, ContainingType: null, IsGenericType: false })
        {
            context.ReportDiagnostic(Diagnostic.Create(Catalogue.ModuleNotPublicSealed, type.Locations[0], type.Name));
        }

        if (roost.Declared.Length > 1)
        {
            var all = string.Join(", ", roost.Declared.Select(m => m.Type.ToDisplayString()));
            context.ReportDiagnostic(Diagnostic.Create(Catalogue.SeveralModules, type.Locations[0], type.Name, context.Compilation.AssemblyName, all));
        }
    }

    private static void CheckName(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        var attribute = type.GetAttributes().FirstOrDefault(a => a.AttributeClass.Is(KnownNames.ModuleName));
        if (attribute is null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Catalogue.ModuleWithoutName, type.Locations[0], type.Name, Suggest(type.Name)));
        }
        else if (attribute.ConstructorArguments.FirstOrDefault().Value is string name && !Name.IsMatch(name))
        {
            var location = attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation();
            context.ReportDiagnostic(Diagnostic.Create(Catalogue.BadModuleName, location, name));
        }
    }

    private static void CheckEdges(SymbolAnalysisContext context, ModuleClass module)
    {
        foreach (var edge in module.Edges.Where(e => e.Contract.TypeKind != TypeKind.Error))
        {
            var contract = edge.Contract.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            if (!RoostCompilation.IsContract(edge.Contract))
            {
                context.ReportDiagnostic(Diagnostic.Create(Catalogue.NotAContract, edge.Location(context.CancellationToken), edge.Word, contract, module.Type.Name));
            }
            else if (!edge.IsExport && module.Exports.Contains(edge.Contract, SymbolEqualityComparer.Default))
            {
                context.ReportDiagnostic(Diagnostic.Create(Catalogue.UsesOwnExport, edge.Location(context.CancellationToken), module.Type.Name, contract));
            }
        }
    }

    /// <summary><c>OrderDeskModule</c> gives <c>order-desk</c>.</summary>
    private static string Suggest(string className)
    {
        var stem = className.EndsWith("Module", StringComparison.Ordinal) && className.Length > 6 ? className.Substring(0, className.Length - 6) : className;
        return Regex.Replace(stem, "(?<=[a-z0-9])(?=[A-Z])", "-").ToLowerInvariant().Replace('_', '-');
    }
}
