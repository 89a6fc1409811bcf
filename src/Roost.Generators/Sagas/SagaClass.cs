using Microsoft.CodeAnalysis;
using Roost.Messaging.Declaration;

namespace Roost.Generators.Sagas;

/// <summary>A class that is a saga: what it is called, which version it is, what it remembers, and the method that says its steps.</summary>
internal sealed record SagaClass(INamedTypeSymbol Type, IMethodSymbol Define, string Name, int Version, string State)
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat.RemoveMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary><see langword="null"/> if the class is none, or one that start-up refuses.</summary>
    public static SagaClass? Read(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false } &&
        DefineOf(type) is { } define &&
        StateOf(type) is { } state &&
        NameOf(type) is var (name, version) &&
        version > 0
            ? new(type, define, name, version, state)
            : null;

    public static bool IsName(string? text) => text is { Length: > 0 } && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    public bool IsDefinedBy(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(Define, method.PartialDefinitionPart ?? method);

    // A class that speaks for another one is asked by nobody.
    private static IMethodSymbol? DefineOf(INamedTypeSymbol type) => type.AllInterfaces
        .Where(i => i.Is(KnownNames.SagaInterface) && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], type))
        .SelectMany(i => i.GetMembers("Define"))
        .Select(type.FindImplementationForInterfaceMember)
        .OfType<IMethodSymbol>()
        .FirstOrDefault();

    private static string? StateOf(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.Is(KnownNames.SagaOfState))
            {
                return current.TypeArguments[0] is { TypeKind: not TypeKind.Error } state ? state.ToDisplayString(Format) : null;
            }
        }

        return null;
    }

    private static (string Name, int Version)? NameOf(INamedTypeSymbol type)
    {
        if (type.GetAttributes().FirstOrDefault(a => a.AttributeClass.Is(KnownNames.SagaName)) is not { } attribute)
        {
            return (JobNames.Of(type.MetadataName), 1);
        }

        var version = attribute.NamedArguments.Where(argument => argument.Key == "Version").Select(argument => argument.Value.Value as int? ?? 0).DefaultIfEmpty(1).Last();
        return attribute.ConstructorArguments.Select(argument => argument.Value as string).FirstOrDefault() is { } name && IsName(name) ? (name, version) : null;
    }
}
