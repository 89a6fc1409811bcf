using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Roost.Remoting.Compatibility.Description;

/// <summary>Types that are one text, number or truth value, and what the file calls them.</summary>
internal static class ScalarTypes
{
    /// <summary>Whatever may stand in JSON.</summary>
    public const string Any = "any";

    private static readonly FrozenSet<Type> Whole = FrozenSet.Create(
        typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(Int128), typeof(UInt128));

    private static readonly FrozenSet<Type> Binary = FrozenSet.Create(typeof(Half), typeof(float), typeof(double));

    public static FrozenDictionary<Type, string> Names { get; } = new Dictionary<Type, string>
    {
        [typeof(bool)] = "bool",
        [typeof(sbyte)] = "sbyte",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(Int128)] = "int128",
        [typeof(UInt128)] = "uint128",
        [typeof(Half)] = "half",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(char)] = "char",
        [typeof(string)] = "string",
        [typeof(Guid)] = "guid",
        [typeof(DateTime)] = "dateTime",
        [typeof(DateTimeOffset)] = "dateTimeOffset",
        [typeof(DateOnly)] = "date",
        [typeof(TimeOnly)] = "time",
        [typeof(TimeSpan)] = "timeSpan",
        [typeof(Uri)] = "uri",
        [typeof(byte[])] = "bytes",
        [typeof(ReadOnlyMemory<byte>)] = "bytes",
        [typeof(JsonElement)] = Any,
        [typeof(JsonNode)] = Any,
        [typeof(object)] = Any,
    }.ToFrozenDictionary();

    public static bool IsNumber(Type type) => Whole.Contains(type) || MayBeInfinite(type) || type == typeof(decimal);

    /// <summary>Whether there are an infinity and a NaN of it.</summary>
    public static bool MayBeInfinite(Type type) => Binary.Contains(type);
}
