using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Roost.Generators.Boundaries;

/// <summary>A compilation that knows Roost: what it declares, and what it refers to.</summary>
internal sealed class RoostCompilation
{
    private readonly Lazy<ImmutableArray<ModuleClass>> _declared;
    private readonly Lazy<ImmutableArray<ModuleClass>> _referenced;
    private readonly INamedTypeSymbol _module;

    private RoostCompilation(Compilation compilation, INamedTypeSymbol module)
    {
        Compilation = compilation;
        _module = module;
        _declared = new(() => [.. TypesOf(compilation.Assembly.GlobalNamespace).Where(IsModule).OrderBy(t => t.ToDisplayString(), StringComparer.Ordinal).Select(ModuleClass.Read)]);
        _referenced = new(() => [.. AssembliesThatKnow(module.ContainingAssembly).SelectMany(a => TypesOf(a.GlobalNamespace)).Where(t => t.DeclaredAccessibility == Accessibility.Public && IsModule(t)).Select(ModuleClass.Read)]);
    }

    public Compilation Compilation { get; }

    /// <summary>The module classes of the assembly that is compiled.</summary>
    public ImmutableArray<ModuleClass> Declared => _declared.Value;

    /// <summary>The module classes of the assemblies that it refers to.</summary>
    public ImmutableArray<ModuleClass> Referenced => _referenced.Value;

    /// <summary>
    /// The one module that the assembly implements. An executable is a host or a test, and may declare modules for its own ends.
    /// </summary>
    public ModuleClass? Module => Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary && Declared.Length == 1 ? Declared[0] : null;

    /// <summary><see langword="null"/> if the compilation does not know modules.</summary>
    public static RoostCompilation? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName(KnownNames.Module) is { } module && !SymbolEqualityComparer.Default.Equals(module.ContainingAssembly, compilation.Assembly)
            ? new(compilation, module)
            : null;

    public bool IsModule(INamedTypeSymbol type)
    {
        if (type is not { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false })
        {
            return false;
        }

        for (var current = type.BaseType; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, _module))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The public contracts of the assemblies that are referred to.</summary>
    public IEnumerable<INamedTypeSymbol> ReferencedContracts() =>
        Compilation.GetTypeByMetadataName(KnownNames.Contract) is { } attribute
            ? AssembliesThatKnow(attribute.ContainingAssembly).SelectMany(a => TypesOf(a.GlobalNamespace)).Where(IsContract)
            : [];

    public static bool IsContract(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Interface && type.GetAttributes().Any(a => a.AttributeClass.Is(KnownNames.Contract));

    // Only an assembly that refers to Roost can have to do with it; that leaves out the framework, and nearly all packages.
    private IEnumerable<IAssemblySymbol> AssembliesThatKnow(IAssemblySymbol roost) => Compilation.SourceModule.ReferencedAssemblySymbols
        .Where(a => a.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name == roost.Name)));

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamespaceSymbol inner)
            {
                foreach (var type in TypesOf(inner))
                {
                    yield return type;
                }
            }
            else if (member is INamedTypeSymbol type)
            {
                foreach (var found in WithNested(type))
                {
                    yield return found;
                }
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> WithNested(INamedTypeSymbol type) =>
        type.GetTypeMembers() is { Length: > 0 } nested ? nested.SelectMany(WithNested).Prepend(type) : [type];
}
