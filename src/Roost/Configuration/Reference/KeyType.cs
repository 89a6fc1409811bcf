using System.Collections;
using System.ComponentModel;

namespace Roost.Configuration.Reference;

/// <summary>What may stand under a key, by the binder's own rule: a value is what a type converter can make of a text.</summary>
/// <param name="Shape">One, many by number, many by name, or a class with keys of its own.</param>
/// <param name="Type">The type of the value, or of each of the many.</param>
internal sealed record KeyType(KeyShape Shape, Type Type)
{
    public static KeyType Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return IsValue(plain) ? new(KeyShape.Value, plain)
            : Argument(plain, typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>)) is { } named ? new(KeyShape.Map, named)
            : Argument(plain, typeof(IEnumerable<>)) is { } numbered ? new(KeyShape.List, numbered)
            : new(typeof(IEnumerable).IsAssignableFrom(plain) ? KeyShape.List : KeyShape.Section, plain);
    }

    /// <summary>Whether each of the many is a class with keys of its own.</summary>
    public bool HoldsSections => Shape is KeyShape.List or KeyShape.Map && Of(Type).Shape == KeyShape.Section;

    public override string ToString() => Shape switch
    {
        KeyShape.List => $"{NameOf(Type)}[]",
        KeyShape.Map => $"{NameOf(Type)} by name",
        KeyShape.Section => "section",
        _ => NameOf(Type),
    };

    private static bool IsValue(Type type) => TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    private static Type? Argument(Type type, params Type[] collections) =>
        type.GetInterfaces().Prepend(type)
            .FirstOrDefault(one => one.IsGenericType && collections.Contains(one.GetGenericTypeDefinition()))?.GetGenericArguments()[^1];

    private static string NameOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } => "enum",
        var plain when !IsValue(plain) => Of(plain).ToString(),
        var plain when plain == typeof(bool) => "bool",
        var plain when plain == typeof(int) => "int",
        var plain when plain == typeof(long) => "long",
        var plain when plain == typeof(double) => "double",
        var plain when plain == typeof(decimal) => "decimal",
        var plain when plain == typeof(string) => "string",
        var plain => plain.Name,
    };
}
