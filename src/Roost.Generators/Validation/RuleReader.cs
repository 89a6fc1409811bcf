using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Roost.Generators.Text;

namespace Roost.Generators.Validation;

/// <summary>Reads validation attributes as the code that makes them again.</summary>
internal static class RuleReader
{
    private static bool IsValidation(AttributeData attribute)
    {
        for (var type = attribute.AttributeClass; type is not null; type = type.BaseType)
        {
            if (type.Is(KnownNames.ValidationAttribute))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The validation attributes among some; those that the compiler refuses anyway are left to it.</summary>
    public static List<AttributeData> Find(ImmutableArray<AttributeData> attributes) =>
        [.. attributes.Where(a => IsValidation(a) && a.AttributeConstructor is not null && Arguments(a).All(IsComplete))];

    /// <summary>Own rules, and the inherited ones that they do not replace.</summary>
    public static List<AttributeData> Merge(List<AttributeData> own, List<AttributeData> inherited) =>
        [.. own, .. inherited.Where(i => AllowsSeveral(i.AttributeClass) || !own.Any(o => SymbolEqualityComparer.Default.Equals(o.AttributeClass, i.AttributeClass)))];

    /// <summary>Whether generated code can name the attribute and all that its arguments mention.</summary>
    public static bool IsReachable(AttributeData attribute, ValidationScope scope) =>
        scope.CanName(attribute.AttributeClass!) &&
        Arguments(attribute).All(c => IsReachable(c, scope));

    public static string Code(AttributeData attribute)
    {
        var arguments = string.Join(", ", attribute.ConstructorArguments.Select(Code));
        var properties = string.Join(", ", attribute.NamedArguments.Select(a => $"{Names.Escape(a.Key)} = {Code(a.Value)}"));
        return $"new {attribute.AttributeClass!.Identity()}({arguments})" + (properties.Length == 0 ? "" : $" {{ {properties} }}");
    }

    private static IEnumerable<TypedConstant> Arguments(AttributeData attribute) =>
        attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(a => a.Value));

    private static bool IsComplete(TypedConstant constant) =>
        constant.Kind != TypedConstantKind.Error && (constant.Kind != TypedConstantKind.Array || constant.IsNull || constant.Values.All(IsComplete));

    private static bool AllowsSeveral(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.GetAttributes().FirstOrDefault(a => a.AttributeClass.Is("System.AttributeUsageAttribute")) is { } usage)
            {
                return usage.NamedArguments.Any(a => a.Key == nameof(AttributeUsageAttribute.AllowMultiple) && a.Value.Value is true);
            }
        }

        return false;
    }

    private static bool IsReachable(TypedConstant constant, ValidationScope scope) => constant.Kind switch
    {
        TypedConstantKind.Array => constant.IsNull || constant.Values.All(v => IsReachable(v, scope)),
        TypedConstantKind.Type => constant.IsNull || scope.CanName((ITypeSymbol)constant.Value!),
        TypedConstantKind.Enum => scope.CanName(constant.Type!),
        _ => true,
    };

    // Each argument is cast to its parameter's type, so that the same constructor is chosen again.
    private static string Code(TypedConstant constant) => constant switch
    {
        { IsNull: true } => $"({constant.Type!.Identity()})null!",
        { Kind: TypedConstantKind.Array } => $"new {constant.Type!.Identity()} {{ {string.Join(", ", constant.Values.Select(Code))} }}",
        { Kind: TypedConstantKind.Type } => $"typeof({TypeOf((ITypeSymbol)constant.Value!)})",
        { Kind: TypedConstantKind.Enum } => $"({constant.Type!.Identity()})({SymbolDisplay.FormatPrimitive(constant.Value!, quoteStrings: true, useHexadecimalNumbers: false)})",
        _ => Primitive(constant),
    };

    private static string Primitive(TypedConstant constant) => constant.Value switch
    {
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        double d => d.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "d",
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        float f => f.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + "f",
        var value => constant.Type!.SpecialType is SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Char
            ? SymbolDisplay.FormatPrimitive(value!, quoteStrings: true, useHexadecimalNumbers: false)
            : $"({constant.Type.Identity()})({SymbolDisplay.FormatPrimitive(value!, quoteStrings: true, useHexadecimalNumbers: false)})",
    };

    private static string TypeOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsUnboundGenericType: true } unbound ? unbound.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : type.Identity();
}
