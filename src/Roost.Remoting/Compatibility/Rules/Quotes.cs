using Roost.Remoting.Compatibility.Description;

namespace Roost.Remoting.Compatibility.Rules;

/// <summary>Numbers that an attribute lets stand in quotes.</summary>
internal static class Quotes
{
    private const char Mark = '"';

    /// <summary>What a reader sees of what is written: without the attribute a number in quotes is a text to it, and what is no number is nothing that it knows.</summary>
    public static Shape Seen(Field reader, Field written) => reader.IsUnquoting
        ? written.Shape
        : (written.IsQuoted, written.IsInfinite && !reader.IsInfinite) switch
        {
            (true, _) => Renamed(written.Shape, name => $"{Mark}{name}{Mark}"),
            (_, true) => Renamed(written.Shape, name => $"infinite {name}"),
            _ => written.Shape,
        };

    public static bool AreAround(string name) => name.StartsWith(Mark);

    private static Shape Renamed(Shape shape, Func<string, string> rename) => shape switch
    {
        ListShape list => list with { Element = Renamed(list.Element, rename) },
        MapShape map => map with { Value = Renamed(map.Value, rename) },
        NamedShape named => named with { Name = rename(named.Name) },
        _ => shape,
    };
}
