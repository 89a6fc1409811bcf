using Microsoft.CodeAnalysis;
using Roost.Generators.Diagnostics;

namespace Roost.Generators.Validation;

/// <summary>Why rules would go unchecked, and what to do about it.</summary>
internal static class Unreachable
{
    public static Fault Type(INamedTypeSymbol type, bool isReachable) => isReachable
        ? Fault.At(
            Catalogue.UnreachableValidation,
            type.Locations.FirstOrDefault(),
            type.ToDisplayString(),
            "it is generic, and no member or contract of this assembly says what it is made with",
            "Derive a type from it that has no type parameters, and use that.")
        : Fault.At(
            Catalogue.UnreachableValidation,
            type.Locations.FirstOrDefault(),
            type.ToDisplayString(),
            type.IsFileLocal ? "it can be seen in its own file only" : "it, or a type around it, is private or protected",
            "Make it internal.");

    public static Fault Member(ISymbol member) => Fault.At(
        Catalogue.UnreachableValidation,
        member.Locations.FirstOrDefault(),
        member.ToDisplayString(),
        member.IsStatic ? "it is static, and values are validated" : "other code of the assembly cannot read it",
        member.IsStatic ? "Remove the attributes, or make it a property of the instance." : "Make it an internal or public property that can be read.");

    public static Fault Parameter(INamedTypeSymbol type, string parameter, AttributeData attribute) => Fault.At(
        Catalogue.UnreachableValidation,
        Location(attribute),
        $"{type.ToDisplayString()}({parameter})",
        "there is no property of the parameter's name",
        "Make the type a record, or put the attributes on a property.");

    public static Fault Attribute(AttributeData attribute, ISymbol carrier) => Fault.At(
        Catalogue.UnreachableValidation,
        Location(attribute),
        carrier.ToDisplayString(),
        $"the attribute '{attribute.AttributeClass!.ToDisplayString()}', or a type among its arguments, cannot be named here",
        SymbolEqualityComparer.Default.Equals(attribute.AttributeClass.ContainingAssembly, carrier.ContainingAssembly) && attribute.ApplicationSyntaxReference is null
            ? "Make the attribute public in its assembly."
            : "Make it internal, in a namespace or an internal type.");

    private static Location? Location(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference is { } syntax ? Microsoft.CodeAnalysis.Location.Create(syntax.SyntaxTree, syntax.Span) : null;
}
