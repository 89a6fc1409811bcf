using System.Globalization;
using System.Text.RegularExpressions;

namespace Roost.Remoting.Compatibility.Description;

/// <summary>What the file calls a type: its full name, with what it is made with.</summary>
internal static partial class TypeNames
{
    public static string Of(Type type)
    {
        if (ScalarTypes.Names.TryGetValue(type, out var scalar))
        {
            return scalar;
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[]";
        }

        if (!type.IsGenericType)
        {
            return type.FullName!;
        }

        // Each of the types around it has arguments of its own, and the name says how many.
        var arguments = new Queue<Type>(type.GenericTypeArguments);
        return Arity.Replace(
            type.GetGenericTypeDefinition().FullName!,
            arity => $"<{string.Join(',', Enumerable.Range(0, int.Parse(arity.ValueSpan[1..], CultureInfo.InvariantCulture)).Select(_ => Of(arguments.Dequeue())))}>");
    }

    /// <summary>A type that a converter writes. Between angle brackets even an array is a part of the name.</summary>
    public static string Converted(Type type, Type converter) => $"converted<{Of(type)},{Of(converter)}>";

    /// <summary>Without namespaces, as people say it.</summary>
    public static string Short(string name) => Namespace.Replace(name, "").Replace('+', '.').Replace(",", ", ", StringComparison.Ordinal);

    [GeneratedRegex(@"`\d+")]
    private static partial Regex Arity { get; }

    /// <summary>What stands before the last name of a type, but not before one that is inside of a generic type.</summary>
    [GeneratedRegex(@"(?<![>\w])[\w.+]*[.+](?=\w)")]
    private static partial Regex Namespace { get; }
}
