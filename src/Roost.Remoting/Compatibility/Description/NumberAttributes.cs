using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Roost.Remoting.Compatibility.Description;

/// <summary>How attributes let the numbers of a property be written. One on a type stands over all of its properties, one on a list or a map over its elements, and the serialiser minds it where it can mean something.</summary>
internal static class NumberAttributes
{
    /// <param name="property">The property.</param>
    /// <param name="declaring">The type that it belongs to.</param>
    /// <param name="type">The property's own type.</param>
    /// <param name="json">How it is written.</param>
    public static JsonNumberHandling Of(JsonPropertyInfo property, JsonTypeInfo declaring, JsonTypeInfo type, JsonSerializerOptions json)
    {
        // It reaches a number, and those of a list or a map, but not those of a list in a list.
        var inside = type.ElementType ?? type.Type;
        var number = Nullable.GetUnderlyingType(inside) ?? inside;
        if (!ScalarTypes.IsNumber(number))
        {
            return JsonNumberHandling.Strict;
        }

        var handling = property.NumberHandling ?? declaring.NumberHandling ?? type.NumberHandling ?? json.NumberHandling;
        return ScalarTypes.MayBeInfinite(number) ? handling : handling & ~JsonNumberHandling.AllowNamedFloatingPointLiterals;
    }
}
