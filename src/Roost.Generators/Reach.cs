using Microsoft.CodeAnalysis;

namespace Roost.Generators;

/// <summary>What code generated into an assembly can name, and how symbols are recognized.</summary>
internal static class Reach
{
    private static readonly SymbolDisplayFormat Namespace = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>Whether other code of the same assembly can name the type: neither private nor protected nor local to its file.</summary>
    public static bool IsReachable(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal || current.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether it is the type of this metadata name, whatever its type arguments.</summary>
    public static bool Is(this ITypeSymbol? type, string metadataName)
    {
        if (type is not INamedTypeSymbol named || named.ContainingType is not null)
        {
            return false;
        }

        // The simple name differs nearly always, and comparing it allocates nothing.
        var dot = metadataName.LastIndexOf('.');
        return string.CompareOrdinal(metadataName, dot + 1, named.MetadataName, 0, int.MaxValue) == 0 &&
            named.ContainingNamespace.ToDisplayString(Namespace) == metadataName.Substring(0, dot);
    }
}
