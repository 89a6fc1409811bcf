using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Roost.Generators.Contracts;
using Roost.Generators.Model;
using Roost.Generators.Text;

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
            .ForAttributeWithMetadataName(KnownNames.Contract, static (node, _) => node is InterfaceDeclarationSyntax, static (found, _) => ContractReader.Read((INamedTypeSymbol)found.TargetSymbol))
            .Collect();

        var migrations = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.Migration, static (node, _) => node is ClassDeclarationSyntax, static (found, _) => MigrationId(found))
            .Collect();

        // User code never names what is generated, so an editor can do without it until the build.
        context.RegisterImplementationSourceOutput(
            target.Combine(contracts).Combine(migrations).WithTrackingName("Model"),
            static (output, model) => Emit(output, model.Left.Left, model.Left.Right, model.Right));
    }

    private static TargetModel Target(string? assemblyName, bool isEnabled, string? rootNamespace) =>
        new(Names.Namespace(string.IsNullOrEmpty(rootNamespace) ? assemblyName ?? "Program" : rootNamespace!) + ".Generated", isEnabled);

    private static string? MigrationId(GeneratorAttributeSyntaxContext found) =>
        found.Attributes[0].ConstructorArguments.FirstOrDefault().Value as string;

    private static void Emit(
        SourceProductionContext output,
        TargetModel target,
        ImmutableArray<ContractModel?> contracts,
        ImmutableArray<string?> migrations)
    {
        var known = contracts.OfType<ContractModel>().Distinct().OrderBy(c => c.Type, StringComparer.Ordinal).ToList();
        var ids = migrations.OfType<string>().Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal).ToList();
        if (!target.IsEnabled || (known.Count == 0 && ids.Count == 0))
        {
            return;
        }

        var clients = new List<string>();
        foreach (var contract in known)
        {
            var same = known.TakeWhile(c => c != contract).Count(c => c.Stem == contract.Stem);
            var client = contract.Stem + "Client" + (same == 0 ? "" : (same + 1).ToString());
            clients.Add(client);
            output.AddSource($"{client}.g.cs", ContractEmitter.Emit(contract, target.Namespace, client, _ => null));
        }

        output.AddSource("RoostModel.g.cs", ModelEmitter.Emit(target.Namespace, clients, ids));
    }
}
