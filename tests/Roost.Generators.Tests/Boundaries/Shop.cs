using Microsoft.CodeAnalysis;
using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests.Boundaries;

/// <summary>The modules that faulty programs refer to.</summary>
internal static class Shop
{
    public static MetadataReference CatalogContracts { get; } = Assembly.Contracts("Shop.Catalog.Contracts", """
        namespace Shop.Catalog;
        public sealed record Product(Guid Id);
        [Contract] public interface ICatalog { Task<Product> FindAsync(Guid id, CancellationToken cancellationToken); }
        [Contract] public interface IPrices { Task<long> GetAsync(Guid id, CancellationToken cancellationToken); }
        """).AsReference();

    public static MetadataReference Catalog { get; } = Module("Shop.Catalog", "catalog", "[Exports<ICatalog>, Exports<IPrices>]", CatalogContracts);

    /// <summary>A module of its name, with the attributes and references given.</summary>
    public static MetadataReference Module(string assembly, string name, string attributes, params MetadataReference[] references) => Assembly.Module(assembly, $$"""
        using Shop.Catalog;
        using Shop.Circle;
        namespace Shop.Catalog { internal sealed class Any; }
        namespace Shop.Circle { internal sealed class Any; }
        namespace {{assembly}}
        {
            [Module("{{name}}")]
            {{attributes}}
            public sealed class {{assembly.Split('.')[^1]}}Module : Module { protected override void Declare(ModuleDeclaration module) { } }
        }
        """, references).AsReference();
}
