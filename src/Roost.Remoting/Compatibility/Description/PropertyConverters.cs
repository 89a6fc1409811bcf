using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Roost.Remoting.Compatibility.Description;

/// <summary>Whose work it is where a property has a converter of its own.</summary>
internal static class PropertyConverters
{
    /// <summary>
    /// The converter that the property's attribute asks for. Where the property may be null and the converter takes no null, the serialiser wraps it: the wrapper is the
    /// same type whoever does the work.
    /// </summary>
    public static Type Of(JsonPropertyInfo property, JsonConverter converter)
    {
        var attribute = property.AttributeProvider?.GetCustomAttributes(typeof(JsonConverterAttribute), inherit: false).OfType<JsonConverterAttribute>().SingleOrDefault();
        return attribute?.ConverterType ?? attribute?.CreateConverter(property.PropertyType)?.GetType() ?? converter.GetType();
    }

    /// <summary>Whether the serialiser sees to null itself, and leaves the rest to the converter.</summary>
    public static bool IsWrapped(JsonConverter converter, Type asked, Type property) =>
        converter.GetType() != asked && IsOfTheSerialiser(converter.GetType()) && Nullable.GetUnderlyingType(property) is not null;

    /// <summary>Whether an enum is written as its values say: by a converter of the serialiser, or one that only gives it a policy for names, since no more of it can be changed.</summary>
    public static bool IsKnown(Type asked) =>
        IsOfTheSerialiser(asked) || asked.IsAssignableTo(typeof(JsonStringEnumConverter)) || IsStringEnumConverter(asked.BaseType);

    private static bool IsStringEnumConverter(Type? type) =>
        type is not null && ((type.IsGenericType && type.GetGenericTypeDefinition() == typeof(JsonStringEnumConverter<>)) || IsStringEnumConverter(type.BaseType));

    private static bool IsOfTheSerialiser(Type converter) => converter.Assembly == typeof(JsonSerializer).Assembly;
}
