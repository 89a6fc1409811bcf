using System.Collections.Frozen;
using Roost.Remoting.Compatibility.Description;

namespace Roost.Remoting.Compatibility.Rules;

/// <summary>Which scalars can be read as which others, whatever their value.</summary>
internal static class ScalarReading
{
    /// <summary>By reader: what others may have written, besides the same.</summary>
    private static readonly FrozenDictionary<string, FrozenSet<string>> Readable = new Dictionary<string, string>
    {
        ["short"] = "sbyte byte",
        ["ushort"] = "byte",
        ["int"] = "sbyte byte short ushort",
        ["uint"] = "byte ushort",
        ["long"] = "sbyte byte short ushort int uint",
        ["ulong"] = "byte ushort uint",
        ["int128"] = "sbyte byte short ushort int uint long ulong",
        ["uint128"] = "byte ushort uint ulong",
        // They lose digits, and are read.
        ["half"] = "sbyte byte short",
        ["float"] = "sbyte byte short ushort int uint long ulong int128 uint128 half decimal",
        ["double"] = "sbyte byte short ushort int uint long ulong int128 uint128 half float decimal",
        ["decimal"] = "sbyte byte short ushort int uint long ulong half",
        ["string"] = "char guid dateTime dateTimeOffset date time timeSpan uri bytes",
        // What is no address is a relative one.
        ["uri"] = "char guid dateTime dateTimeOffset date time timeSpan",
        ["dateTime"] = "date dateTimeOffset",
        ["dateTimeOffset"] = "date dateTime",
        ["timeSpan"] = "time",
    }.ToFrozenDictionary(reader => reader.Key, reader => reader.Value.Split(' ').ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    public static bool Reads(string reader, string writer) =>
        reader == writer || reader == ScalarTypes.Any || (Readable.TryGetValue(reader, out var others) && others.Contains(writer)) || (reader == "string" && Quotes.AreAround(writer));
}
