using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Roost.Generators.Contracts;
using Roost.Generators.Model;
using Roost.Generators.Text;
using Roost.Generators.Validation;

namespace Roost.Generators;

/// <summary>
/// Generates contract clients, validators and the list of migrations of an assembly, and the one attribute that leads to them.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var target = context.CompilationProvider
            .Select(static (c, _) => (c.AssemblyName, IsEnabled: c.GetTypeByMetadataName(KnownNames.GeneratedModel) is not null))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => Target(pair.Left.AssemblyName, pair.Left.IsEnabled, pair.Right.GlobalOptions.TryGetValue("build_property.RootNamespace", out var name) ? name : null));

        var contracts = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.Contract, static (node, _) => node is InterfaceDeclarationSyntax, static (found, _) => ContractReader.Read((INamedTypeSymbol)found.TargetSymbol, found.SemanticModel.Compilation))
            .WithTrackingName("Contracts")
            .Collect();

        var migrations = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.Migration, static (node, _) => node is ClassDeclarationSyntax, static (found, _) => MigrationId(found))
            .Collect();

        var types = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => DeclaredTypes.MayCarryRules(node), DeclaredTypes.Read)
            .Where(static reading => reading is not null)
            .WithTrackingName("Types")
            .Collect();

        // User code never names what is generated, so an editor can do without it until the build.
        context.RegisterImplementationSourceOutput(
            target.Combine(contracts).Combine(types).Combine(migrations).WithTrackingName("Model"),
            static (output, model) => Emit(output, model.Left.Left.Left, new(model.Left.Left.Left, model.Left.Left.Right, model.Left.Right, model.Right)));
    }

    private static TargetModel Target(string? assemblyName, bool isEnabled, string? rootNamespace) =>
        new(Names.Namespace(string.IsNullOrEmpty(rootNamespace) ? assemblyName ?? "Program" : rootNamespace!) + ".Generated", isEnabled);

    private static string? MigrationId(GeneratorAttributeSyntaxContext found) =>
        found.Attributes[0].ConstructorArguments.FirstOrDefault().Value as string;

    private static void Emit(SourceProductionContext output, TargetModel target, AssemblyModel model)
    {
        if (!target.IsEnabled)
        {
            return;
        }

        foreach (var fault in model.Faults)
        {
            output.ReportDiagnostic(fault.ToDiagnostic());
        }

        foreach (var (name, source) in model.Files())
        {
            output.AddSource(name, source);
        }
    }
}
