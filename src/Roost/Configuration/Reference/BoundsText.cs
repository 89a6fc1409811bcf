using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Roost.Configuration.Reference;

/// <summary>Data annotations as bounds that people read: <c>1 s to 5 min</c>, <c>1 to 63 characters</c>.</summary>
internal static class BoundsText
{
    /// <summary>Ends of ranges that are none.</summary>
    private static readonly object[] Unbounded = [int.MaxValue, (double)int.MaxValue, (double)long.MaxValue, double.MaxValue, double.PositiveInfinity];

    public static string Of(PropertyInfo property, string? given, XmlTexts texts)
    {
        var type = KeyType.Of(property.PropertyType);
        var bounds = property.GetCustomAttributes<ValidationAttribute>().Select(rule => Of(rule, property, given, type, texts));
        // The binder takes no other names, whether an annotation says so or not.
        return ValueText.Join(bounds.Prepend(type is { Shape: KeyShape.Value, Type.IsEnum: true } ? Names(type.Type) : null)) ?? "";
    }

    private static string? Of(ValidationAttribute rule, PropertyInfo property, string? given, KeyType type, XmlTexts texts) => rule switch
    {
        RangeAttribute range => Of(range, property.Name),
        StringLengthAttribute length => Between(length.MinimumLength, length.MaximumLength, "characters"),
        LengthAttribute length => Between(length.MinimumLength, length.MaximumLength, Unit(type)),
        MinLengthAttribute length => $"at least {length.Length} {Unit(type)}",
        MaxLengthAttribute length => $"at most {length.Length} {Unit(type)}",
        // Without a default the column beside says so.
        RequiredAttribute { AllowEmptyStrings: false } => type.Type == typeof(string) && given is not null && !property.IsDefined(typeof(StringLengthAttribute)) ? "not empty" : null,
        RequiredAttribute or EnumDataTypeAttribute => null,
        AllowedValuesAttribute allowed => ValueText.Of(allowed.Values, property.Name),
        DeniedValuesAttribute denied => $"not {ValueText.Of(denied.Values, property.Name)}",
        RegularExpressionAttribute expression => $"matches {ValueText.Code(expression.Pattern)}",
        UrlAttribute => "a URL",
        EmailAddressAttribute => "a mail address",
        // Of the framework's others none is common enough for words of its own; a rule of somebody's own says in its summary what it asks for.
        _ when rule.GetType().Assembly == typeof(ValidationAttribute).Assembly => null,
        _ => XmlMarkdown.Of(texts.Of(rule.GetType())?.Element("summary")).TrimEnd('.') is { Length: > 0 } asked ? asked : null,
    };

    private static string Of(RangeAttribute range, string key)
    {
        var least = $"{(range.MinimumIsExclusive ? "more than " : "")}{ValueText.Of(Limit(range, range.Minimum), key)}";
        return Unbounded.Contains(range.Maximum)
            ? $"{(range.MinimumIsExclusive ? "" : "at least ")}{least}"
            : $"{least} to {(range.MaximumIsExclusive ? "less than " : "")}{ValueText.Of(Limit(range, range.Maximum), key)}";
    }

    /// <summary>Limits of other types than numbers are texts until the rule is first used.</summary>
    private static object? Limit(RangeAttribute range, object limit) =>
        limit is string text ? TypeDescriptor.GetConverter(range.OperandType).ConvertFromInvariantString(text) : limit;

    private static string Between(int least, int most, string unit) => least == 0 ? $"at most {most} {unit}" : $"{least} to {most} {unit}";

    private static string Unit(KeyType type) => type.Shape == KeyShape.Value ? "characters" : "entries";

    private static string? Names(Type type) => ValueText.Join(Enum.GetNames(type).Select(ValueText.Code));
}
