using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Roost.Generators.Boundaries;

/// <summary>A module class and what its attributes say.</summary>
internal sealed class ModuleClass(INamedTypeSymbol type, string? name, ImmutableArray<ModuleEdge> edges)
{
    public INamedTypeSymbol Type => type;

    /// <summary>The module's name, or that of its class if it has none.</summary>
    public string Name => name ?? type.Name;

    public ImmutableArray<ModuleEdge> Edges => edges;

    public IEnumerable<INamedTypeSymbol> Exports => edges.Where(e => e.IsExport).Select(e => e.Contract).OfType<INamedTypeSymbol>();

    public IEnumerable<INamedTypeSymbol> Uses => edges.Where(e => !e.IsExport).Select(e => e.Contract).OfType<INamedTypeSymbol>();

    public static ModuleClass Read(INamedTypeSymbol type)
    {
        string? name = null;
        var edges = ImmutableArray.CreateBuilder<ModuleEdge>();
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass.Is(KnownNames.ModuleName))
            {
                name = attribute.ConstructorArguments.FirstOrDefault().Value as string;
            }
            else if (attribute.AttributeClass.Is(KnownNames.Uses) || attribute.AttributeClass.Is(KnownNames.Exports))
            {
                edges.Add(new(attribute, attribute.AttributeClass.Is(KnownNames.Exports)));
            }
        }

        return new(type, name, edges.ToImmutable());
    }
}

/// <summary>One <c>[Uses&lt;&gt;]</c> or <c>[Exports&lt;&gt;]</c>.</summary>
internal sealed class ModuleEdge(AttributeData attribute, bool isExport)
{
    public bool IsExport => isExport;

    public string Word => isExport ? "Exports" : "Uses";

    public ITypeSymbol Contract => attribute.AttributeClass!.TypeArguments[0];

    public Location? Location(CancellationToken cancellationToken) => attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation();
}
