using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests.Travel;

public sealed class DataTests
{
    [Theory]
    [InlineData("List<Line>", "'List<Line>' can be changed by whoever holds it. Use ImmutableArray<Line> or IReadOnlyList<Line>.")]
    [InlineData("IList<Line>", "'IList<Line>' can be changed by whoever holds it. Use ImmutableArray<Line> or IReadOnlyList<Line>.")]
    [InlineData("HashSet<int>", "'HashSet<int>' can be changed by whoever holds it. Use ImmutableHashSet<int>.")]
    [InlineData("IReadOnlySet<int>", "JSON can write it and not read it. Use ImmutableHashSet<int>.")]
    [InlineData("ImmutableStack<int>", "JSON turns a stack upside down. Use ImmutableArray<int>.")]
    [InlineData("IEnumerable<Line>", "it may not have been enumerated yet. Use ImmutableArray<Line> or IReadOnlyList<Line>.")]
    [InlineData("Dictionary<string, Line>", "'Dictionary<string, Line>' can be changed by whoever holds it. Use IReadOnlyDictionary<string, Line>.")]
    [InlineData("Line[]", "an array can be changed by whoever holds it. Use ImmutableArray<Line>.")]
    [InlineData("byte[]", "an array can be changed by whoever holds it. Use ReadOnlyMemory<byte>.")]
    [InlineData("IReadOnlyList<int[]>", "an array can be changed by whoever holds it. Use ImmutableArray<int>.")]
    [InlineData("IQueryable<Line>", "a query runs in the database of the module that made it. Run it, and use IReadOnlyList<> of a record.")]
    [InlineData("object", "nothing says what it holds. Name the type.")]
    [InlineData("Func<int>", "code does not travel. Use a record with the values that decide, and leave the code where it runs.")]
    [InlineData("System.IO.Stream", "it is part of the running process. Use a record with the values that are needed.")]
    [InlineData("Exception", "it is part of the running process. Use a record with the values that are needed.")]
    [InlineData("CancellationToken", "it is part of the running process. Use a record with the values that are needed.")]
    [InlineData("Task<int>", "it is part of the running process. Use a record with the values that are needed.")]
    [InlineData("(int A, int B)", "the names in a tuple are lost on the way. Use a record.")]
    [InlineData("IThing", "an interface says nothing of the data behind it. Use a record.")]
    [InlineData("Entity", "'Entity' is a class, which can change and may hold more than data. Use a record with properties that have 'get' and 'init'.")]
    [InlineData("ImmutableArray<Entity>", "'Entity' is a class, which can change and may hold more than data. Use a record with properties that have 'get' and 'init'.")]
    [InlineData("Plain", "'Plain' is a struct that is not readonly. Declare it as 'readonly record struct'.")]
    public async Task A_type_that_is_no_immutable_data_is_named_with_its_path_and_a_replacement(string type, string reason)
    {
        var program = $$"""
            [Contract] public interface IStock { Task ReserveAsync(ReserveStock request, CancellationToken token); }
            public sealed record ReserveStock({{type}} Lines);
            public sealed record Line(int Quantity);
            public interface IThing; public sealed class Entity; public struct Plain;
            """;

        (await Analysis.OfAsync(Assembly.Contracts("Shop", program))).ShouldBe(
            [$"(2,{36 + type.Length}): error ROOST1102: 'ReserveStock.Lines: {type}' cannot travel to another process: {reason}".Replace("System.IO.Stream' cannot", "Stream' cannot", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task Parameters_results_and_whatever_they_lead_to_are_checked_and_reported_once() =>
        (await Analysis.OfAsync(Assembly.Contracts("Shop", """
            [Contract] public interface IStock
            {
                Task<Result<Page<Line[]>>> ListAsync(List<int> ids, Order? order, CancellationToken token);
                Task AgainAsync(IReadOnlyList<Order> orders, CancellationToken token);
            }
            public sealed record Page<T>(IReadOnlyList<T> Items);
            public record Base { public int Late { get; set; } public int Field; }
            public sealed record Order(Line Line, Order? Parent) : Base;
            public record struct Line(int Quantity);
            public abstract record Open;
            [IntegrationEvent("stock.reserved")] public sealed record Reserved(Open Open);
            [IntegrationEvent("stock.gone")] public sealed class Gone;
            """))).ShouldBe(
        [
            "(3,32): error ROOST1102: 'Page<Line[]>.Items: IReadOnlyList<Line[]>' cannot travel to another process: an array can be changed by whoever holds it. Use ImmutableArray<Line>.",
            "(3,52): error ROOST1102: 'IStock.ListAsync(ids): List<int>' cannot travel to another process: 'List<int>' can be changed by whoever holds it. Use ImmutableArray<int> or IReadOnlyList<int>.",
            "(7,33): error ROOST1102: 'Base.Late: int' cannot travel to another process: it can be set after it was sent. Write 'init' instead of 'set'.",
            "(7,63): error ROOST1102: 'Base.Field: int' cannot travel to another process: it is a field, and JSON holds properties. Make it a property with 'get' and 'init'.",
            "(8,33): error ROOST1102: 'Order.Line: Line' cannot travel to another process: 'Line' is a struct that is not readonly. Declare it as 'readonly record struct'.",
            "(10,24): error ROOST1102: 'Open' cannot travel to another process: it is abstract, and nothing says what to make of it at the other end. Name what it may be: [JsonDerivedType(typeof(…), \"…\")].",
            "(12,54): error ROOST1102: 'Gone' cannot travel to another process: 'Gone' is a class, which can change and may hold more than data. Use a record with properties that have 'get' and 'init'.",
        ]);

    [Fact]
    public async Task Data_of_another_assembly_is_reported_where_it_is_carried()
    {
        var other = Assembly.Contracts("Other", "public sealed record Money(long Amount, Rate Rate) { public string? Currency { get; set; } } public readonly record struct Rate(decimal Value);").AsReference();

        (await Analysis.OfAsync(Assembly.Contracts("Shop", "[Contract] public interface IStock { Task PayAsync(Money price, CancellationToken token); }", other))).ShouldBe(
        [
            "(1,58): error ROOST1102: 'Money.Currency: string?' cannot travel to another process: it can be set after it was sent. Write 'init' instead of 'set'.",
        ]);
    }

    [Fact]
    public async Task Immutable_data_is_left_alone() =>
        (await Analysis.OfAsync(Assembly.Contracts("Shop", """
            using System.Text.Json.Serialization;
            [Contract] public interface IStock
            {
                Task<Result> AAsync(string a, Guid b, DateTimeOffset c, DateOnly d, TimeSpan e, decimal f, Colour g, Uri h, int? i, TenantId j, CancellationToken token);
                Task<Result<Page<Line>>> BAsync(ReadOnlyMemory<byte> bytes, IReadOnlyDictionary<string, ImmutableArray<Line>> lines, CancellationToken token);
                Task<Shape?> CAsync(Tree tree, ImmutableDictionary<Guid, Colour?> map, Error error, CancellationToken token);
            }
            public enum Colour { Red }
            public sealed record Page<T>(IReadOnlyList<T> Items) { public int Count => Items.Count; public static object Shared => new(); private object? Hidden { get; set; } }
            public readonly record struct Line(int Quantity) { public string? Note { get; init; } }
            public sealed record Tree(IReadOnlyCollection<Tree> Children);
            [JsonDerivedType(typeof(Circle), "circle")] public abstract record Shape;
            public sealed record Circle(double Radius) : Shape;
            [IntegrationEvent("stock.line-reserved")] public sealed record Reserved(Line Line);
            """))).ShouldBeEmpty();

    [Theory]
    [InlineData("Reserved")]
    [InlineData("reserved")]
    [InlineData("stock.Reserved")]
    [InlineData("stock..reserved")]
    [InlineData("")]
    public async Task An_events_name_says_whose_it_is_and_what_happened(string name) =>
        (await Analysis.OfAsync(Assembly.Contracts("Shop", $"[IntegrationEvent(\"{name}\")] public sealed record Reserved;"))).ShouldBe(
        [
            $"(1,2): error ROOST1104: '{name}' cannot be the name of the event 'Reserved'. " +
            "Write the module's name, a dot and what happened, in lower-case letters, digits and hyphens: 'orders.order-confirmed'.",
        ]);
}
