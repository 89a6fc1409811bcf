using Microsoft.CodeAnalysis;
using Roost.Generators.Text;

namespace Roost.Generators.Validation;

/// <summary>Finds the type with rules inside another: behind a nullable, in a list, in a dictionary.</summary>
internal static class ShapeReader
{
    /// <param name="leaf">The type whose members may carry rules.</param>
    /// <returns><see langword="null"/> if no rules can be inside.</returns>
    public static Shape? Read(ITypeSymbol type, ValidationScope scope, out INamedTypeSymbol? leaf)
    {
        leaf = null;
        if (type is IArrayTypeSymbol array)
        {
            return Read(array.ElementType, scope, out leaf) is { } element ? new Shape.List(element, null, false, RefusesNull(array.ElementType)) : null;
        }

        if (type is not INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: not (TypeKind.Enum or TypeKind.Delegate or TypeKind.Error) } named)
        {
            // Lists that the language knows by name, such as IEnumerable<T>, have a special type too.
            return type is INamedTypeSymbol { TypeArguments.Length: 1 } special ? Inside(special, scope, out leaf) : null;
        }

        if (IsFramework(named) && !scope.Declares(named) && !named.Is(KnownNames.KeyValuePair))
        {
            return Inside(named, scope, out leaf);
        }

        if (named.Is(KnownNames.ResultOfT) || !scope.CanName(named))
        {
            return null;
        }

        leaf = named;
        return new Shape.Value(named.Identity());
    }

    /// <summary>What is in a list or dictionary.</summary>
    public static Shape? Inside(INamedTypeSymbol type, ValidationScope scope, out INamedTypeSymbol? leaf)
    {
        leaf = null;
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Read(type.TypeArguments[0], scope, out leaf);
        }

        if (Interface(type, i => i.Arity == 2 && (i.Is(KnownNames.ReadOnlyDictionary) || i.Is(KnownNames.Dictionary))) is { } dictionary)
        {
            var arguments = string.Join(", ", dictionary.TypeArguments.Select(a => a.Identity()));
            return scope.CanName(dictionary) && Read(dictionary.TypeArguments[1], scope, out leaf) is { } entry
                ? new Shape.Dictionary(entry, $"global::System.Collections.Generic.IEnumerable<global::System.Collections.Generic.KeyValuePair<{arguments}>>", RefusesNull(dictionary.TypeArguments[1]))
                : null;
        }

        // A query is not data: to walk it would be to run it.
        if (Interface(type, i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T) is { } list &&
            !type.AllInterfaces.Any(i => i.Is(KnownNames.Queryable)) &&
            Read(list.TypeArguments[0], scope, out leaf) is { } element)
        {
            var cast = IsFramework(type) ? null : list.Identity();
            return new Shape.List(element, cast, type.Is(KnownNames.ImmutableArray), RefusesNull(list.TypeArguments[0]));
        }

        return null;
    }

    /// <summary>Whether the type comes with .NET, and so carries no rules.</summary>
    public static bool IsFramework(ITypeSymbol type) =>
        type.ContainingAssembly?.Name is { } name &&
        (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal) ||
         name is "System" or "mscorlib" or "netstandard");

    private static bool RefusesNull(ITypeSymbol type) => type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated };

    private static INamedTypeSymbol? Interface(INamedTypeSymbol type, Func<INamedTypeSymbol, bool> isIt) =>
        type.TypeKind == TypeKind.Interface && isIt(type) ? type : type.AllInterfaces.FirstOrDefault(isIt);
}
