using System.Text.Json;

namespace Roost.Remoting.Compatibility.Description;

/// <summary>What the serialiser writes for the values of an enum.</summary>
internal static class EnumTexts
{
    /// <param name="type">The enum, or it as a <see cref="Nullable{T}"/>.</param>
    /// <param name="json">How it is written.</param>
    /// <returns><see langword="null"/> where it writes numbers, of which any will do.</returns>
    public static IReadOnlyList<string>? Of(Type type, JsonSerializerOptions json)
    {
        var values = Enum.GetValues(Nullable.GetUnderlyingType(type) ?? type).Cast<object>().Select(value => JsonSerializer.SerializeToElement(value, type, json)).ToList();
        return values.TrueForAll(value => value.ValueKind == JsonValueKind.String)
            ? [.. values.Select(value => value.GetString()!).Distinct().Order(StringComparer.Ordinal)]
            : null;
    }
}
