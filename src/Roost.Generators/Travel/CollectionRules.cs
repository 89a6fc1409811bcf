using Microsoft.CodeAnalysis;
using Roost.Generators.Text;

namespace Roost.Generators.Travel;

/// <summary>Which collections travel.</summary>
internal static class CollectionRules
{
    /// <summary><see langword="null"/> if the type is no collection.</summary>
    public static Verdict? Of(INamedTypeSymbol type)
    {
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Verdict.MadeOf(type.TypeArguments);
        }

        var @namespace = type.ContainingNamespace?.ToDisplayString();
        if ((@namespace == "System.Collections.Immutable" && type.ContainingType is null) ||
            (@namespace == "System.Collections.Generic" && type.Name is "IReadOnlyList" or "IReadOnlyCollection" or "IReadOnlyDictionary"))
        {
            return type.Name is "ImmutableStack" or "IImmutableStack"
                ? Verdict.Refuse("JSON turns a stack upside down", $"Use ImmutableArray<{type.TypeArguments[0].InMessage()}>.")
                : Verdict.MadeOf(type.TypeArguments);
        }

        if (type.AllInterfaces.Concat([type]).Any(i => i.Is(KnownNames.Queryable)))
        {
            return Verdict.Refuse("a query runs in the database of the module that made it", "Run it, and use IReadOnlyList<> of a record.");
        }

        if (@namespace is null || !@namespace.StartsWith("System.Collections", StringComparison.Ordinal))
        {
            return null;
        }

        var arguments = string.Join(", ", type.TypeArguments.Select(a => a.InMessage()));
        return (type.Name, type.Arity) switch
        {
            ("IEnumerable" or "IAsyncEnumerable", 1) => Verdict.Refuse("it may not have been enumerated yet", $"Use ImmutableArray<{arguments}> or IReadOnlyList<{arguments}>."),
            ("IReadOnlySet", 1) => Verdict.Refuse("JSON can write it and not read it", $"Use ImmutableHashSet<{arguments}>."),
            ("HashSet" or "ISet" or "SortedSet", 1) => Verdict.Refuse($"'{type.InMessage()}' can be changed by whoever holds it", $"Use ImmutableHashSet<{arguments}>."),
            (_, 1) => Verdict.Refuse($"'{type.InMessage()}' can be changed by whoever holds it", $"Use ImmutableArray<{arguments}> or IReadOnlyList<{arguments}>."),
            (_, 2) => Verdict.Refuse($"'{type.InMessage()}' can be changed by whoever holds it", $"Use IReadOnlyDictionary<{arguments}>."),
            _ => Verdict.Refuse("nothing says what it holds", "Use IReadOnlyList<> of a record."),
        };
    }
}
