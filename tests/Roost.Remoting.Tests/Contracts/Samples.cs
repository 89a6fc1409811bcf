using System.Collections.Immutable;
using Roost.Remoting.TestHost;

namespace Roost.Remoting.Tests.Contracts;

/// <summary>Makes data at random, with what is at the edges more often than chance would.</summary>
internal static class Samples
{
    private static readonly string[] Texts = ["", "plain", "\"quoted\" \\ / \b\f\n\r\t", "<script>&amp;'+", "ünïcödé 日本語 🏪", "\u0001\u007f\u2028\ufeff", string.Concat(Enumerable.Repeat("long ", 200))];

    public static Sample Make(Random random) => new(
        Guid.NewGuid(),
        TenantId.New(),
        Of(random, Texts),
        Of(random, [null, .. Texts]),
        random.Next(2) == 0,
        Of<byte>(random, [0, 255, 7]),
        Of(random, [0, int.MinValue, int.MaxValue, random.Next()]),
        Of(random, [0L, long.MinValue, long.MaxValue, random.NextInt64()]),
        Of(random, [0d, -0d, double.Epsilon, double.MaxValue, double.MinValue, 0.1 + 0.2, random.NextDouble()]),
        Of(random, [0m, 0.00m, decimal.MaxValue, decimal.MinValue, 19.90m, 0.0000000000000000000000000001m]),
        Of(random, [DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new(2026, 11, 27, 1, 2, 3, 456, 789, TimeSpan.FromMinutes(345))]),
        Of(random, [DateOnly.MinValue, DateOnly.MaxValue, new(2024, 2, 29)]),
        Of(random, [TimeOnly.MinValue, TimeOnly.MaxValue]),
        Of(random, [TimeSpan.Zero, TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.FromTicks(1)]),
        Of(random, [new Uri("https://shop.example/ä?q=a%20b#f"), new Uri("relative/path", UriKind.Relative)]),
        Of(random, Enum.GetValues<Deed>()),
        Of(random, [null, (int?)0, random.Next()]),
        Bytes(random),
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next())],
        [.. Enumerable.Range(0, random.Next(3)).Select(_ => Part(random))],
        Enumerable.Range(0, random.Next(3)).ToDictionary(i => $"{Of(random, Texts)}{i}", _ => Part(random)),
        random.Next(2) == 0 ? new Circle(random.NextDouble()) : new Box(1, random.NextDouble()));

    private static Part Part(Random random) => new(Of(random, Texts), random.Next()) { Note = Of(random, [null, .. Texts]) };

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(64)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static T Of<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
