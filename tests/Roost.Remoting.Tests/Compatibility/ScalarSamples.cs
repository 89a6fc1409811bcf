using System.Text.Json;

namespace Roost.Remoting.Tests.Compatibility;

/// <summary>
/// Values of each scalar, above all those at the edges. A date or time without an offset is read in the time zone of whoever reads: those a day from the edge hold in
/// all of them, and the first and the last moment that there is do not.
/// </summary>
internal static class ScalarSamples
{
    public static IReadOnlyList<(Type Type, object[] Samples)> All { get; } =
    [
        (typeof(bool), [true, false]),
        (typeof(sbyte), [sbyte.MinValue, sbyte.MaxValue]),
        (typeof(byte), [byte.MinValue, byte.MaxValue]),
        (typeof(short), [short.MinValue, short.MaxValue]),
        (typeof(ushort), [ushort.MinValue, ushort.MaxValue]),
        (typeof(int), [int.MinValue, int.MaxValue]),
        (typeof(uint), [uint.MinValue, uint.MaxValue]),
        (typeof(long), [long.MinValue, long.MaxValue]),
        (typeof(ulong), [ulong.MinValue, ulong.MaxValue]),
        (typeof(Int128), [Int128.MinValue, Int128.MaxValue]),
        (typeof(UInt128), [UInt128.MinValue, UInt128.MaxValue]),
        (typeof(Half), [Half.MinValue, Half.MaxValue, Half.Epsilon]),
        (typeof(float), [float.MinValue, float.MaxValue, float.Epsilon]),
        (typeof(double), [double.MinValue, double.MaxValue, double.Epsilon, 0.5]),
        (typeof(decimal), [decimal.MinValue, decimal.MaxValue, 0.0000000000000000000000000001m]),
        (typeof(char), ['x', ' ', '日', ':']),
        (typeof(string), ["", "x y", "http://[", "\u0001"]),
        (typeof(Guid), [Guid.Empty, Guid.CreateVersion7()]),
        (typeof(DateTime), [DateTime.MinValue.AddDays(1), DateTime.MaxValue.AddDays(-1), new DateTime(2026, 11, 27, 1, 2, 3, DateTimeKind.Utc)]),
        (typeof(DateTimeOffset), [DateTimeOffset.MinValue.AddDays(1), DateTimeOffset.MaxValue.AddDays(-1), new DateTimeOffset(2026, 11, 27, 1, 2, 3, TimeSpan.FromMinutes(345))]),
        (typeof(DateOnly), [DateOnly.MinValue.AddDays(1), DateOnly.MaxValue.AddDays(-1)]),
        (typeof(TimeOnly), [TimeOnly.MinValue, TimeOnly.MaxValue]),
        (typeof(TimeSpan), [TimeSpan.Zero, TimeSpan.MinValue, TimeSpan.MaxValue]),
        (typeof(Uri), [new Uri("https://shop.example/ä?q=a%20b#f"), new Uri("relative/path", UriKind.Relative)]),
        (typeof(byte[]), [Array.Empty<byte>(), new byte[] { 1, 2, 3, 4 }]),
        (typeof(JsonElement), [JsonElement.Parse("""{"a":[1]}"""), JsonElement.Parse("true")]),
    ];
}
