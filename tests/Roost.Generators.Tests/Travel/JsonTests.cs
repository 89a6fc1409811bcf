using System.Collections.Immutable;
using System.Text.Json;
using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests.Travel;

public sealed class JsonTests
{
    /// <summary>A value of each sort that the rules let pass.</summary>
    public static TheoryData<object> Values() =>
    [
        true, 'c', "text", 1.5m, 1.5, 1L, (byte)1, DayOfWeek.Friday, Guid.CreateVersion7(), new Uri("https://example.org/a?b"),
        new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), new DateOnly(2026, 1, 2),
        new TimeOnly(3, 4, 5), TimeSpan.FromSeconds(1.5), (Int128)1, (UInt128)1, (Half)1.5, new ReadOnlyMemory<byte>([1, 2]), TenantId.New(),
        new ReadOnly([1], [1, 2], new Dictionary<string, int> { ["a"] = 1 }, [2]),
        new Immutable([1], [2], ImmutableDictionary<Guid, int>.Empty.Add(Guid.Empty, 1), [3], [4]),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void What_the_rules_let_pass_arrives_by_json_as_it_was_sent(object value)
    {
        var sent = JsonSerializer.Serialize(value, value.GetType(), JsonSerializerOptions.Web);

        JsonSerializer.Serialize(JsonSerializer.Deserialize(sent, value.GetType(), JsonSerializerOptions.Web), value.GetType(), JsonSerializerOptions.Web).ShouldBe(sent);
    }

    [Fact]
    public async Task And_the_rules_let_all_of_that_pass()
    {
        var names = Values().Select(row => row.Data.GetType()).Where(t => t.Assembly != typeof(JsonTests).Assembly).Select(CSharpName);
        var parameters = string.Join(", ", names.Select((name, i) => $"{name} p{i}"));

        (await Analysis.OfAsync(Assembly.Contracts("Shop", $$"""
            [Contract] public interface IAll { Task DoAsync({{parameters}}, ReadOnly a, Immutable b, CancellationToken token); }
            public sealed record ReadOnly(IReadOnlyList<int> A, ImmutableQueue<int> B, IReadOnlyDictionary<string, int> C, IReadOnlyCollection<int> D);
            public sealed record Immutable(ImmutableArray<int> A, ImmutableList<int> B, ImmutableDictionary<Guid, int> C, ImmutableHashSet<int> D, ImmutableSortedSet<int> E);
            """))).ShouldBeEmpty();
    }

    private static string CSharpName(Type type) =>
        type.IsGenericType ? $"{type.FullName!.Split('`')[0]}<{string.Join(", ", type.GenericTypeArguments.Select(CSharpName))}>" : type.FullName!;

    private sealed record ReadOnly(IReadOnlyList<int> A, ImmutableQueue<int> B, IReadOnlyDictionary<string, int> C, IReadOnlyCollection<int> D);

    private sealed record Immutable(ImmutableArray<int> A, ImmutableList<int> B, ImmutableDictionary<Guid, int> C, ImmutableHashSet<int> D, ImmutableSortedSet<int> E);
}
