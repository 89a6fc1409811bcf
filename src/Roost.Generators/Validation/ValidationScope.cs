using Microsoft.CodeAnalysis;

namespace Roost.Generators.Validation;

/// <summary>The assembly that validators are generated into, and what its code can reach.</summary>
internal sealed class ValidationScope(Compilation compilation)
{
    public bool Declares(ITypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);

    /// <summary>Whether the type is declared here and needs no type arguments, so that its own declaration is read for it.</summary>
    public bool Reads(INamedTypeSymbol type) => Declares(type) && !IsGeneric(type);

    public bool CanName(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => CanName(array.ElementType),
        INamedTypeSymbol named => CanNameDefinition(named) && named.TypeArguments.All(a => a.TypeKind == TypeKind.Error || CanName(a)),
        IDynamicTypeSymbol => true,
        _ => false,
    };

    /// <summary>Whether generated code can read the property or field of a value.</summary>
    public bool CanRead(ISymbol member) =>
        member is { IsStatic: false } and (IPropertySymbol { IsIndexer: false, GetMethod: not null } or IFieldSymbol) &&
        compilation.IsSymbolAccessibleWithin(member is IPropertySymbol property ? property.GetMethod! : member, compilation.Assembly) &&
        TypeOf(member) is { IsRefLikeType: false, TypeKind: not (TypeKind.Pointer or TypeKind.FunctionPointer) } &&
        !IsRefused(member);

    public static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    /// <summary>Whether the type has type parameters, its own or those of a type around it.</summary>
    public static bool IsGeneric(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.Arity > 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool CanNameDefinition(INamedTypeSymbol type) =>
        Declares(type) ? Reach.IsReachable(type) : compilation.IsSymbolAccessibleWithin(type, compilation.Assembly);

    // Any mention of such a member is an error of the compiler's.
    private static bool IsRefused(ISymbol member) => member.GetAttributes().Any(a =>
        a.AttributeClass.Is("System.ObsoleteAttribute") && a.ConstructorArguments.Length == 2 && a.ConstructorArguments[1].Value is true);
}
