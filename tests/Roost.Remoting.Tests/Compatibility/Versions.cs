using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roost.Remoting.Tests.Compatibility;

/// <summary>What a record with a field <c>A</c> may have been, or become; each with samples of what is written.</summary>
internal static class Versions
{
    public static IReadOnlyList<(Type Type, object[] Samples)> All { get; } =
    [
        (typeof(None), [new None()]),
        (typeof(Text), [new Text("x")]),
        (typeof(NullableText), [new NullableText("x"), new NullableText(null)]),
        (typeof(OptionalText), [new OptionalText("x")]),
        (typeof(OptionalNullable), [new OptionalNullable("x"), new OptionalNullable()]),
        (typeof(InitNullable), [new InitNullable { A = "x" }, new InitNullable()]),
        (typeof(RequiredInit), [new RequiredInit { A = "x" }]),
        (typeof(ComputedText), [new ComputedText()]),
        (typeof(LeftOutWhenNull), [new LeftOutWhenNull("x"), new LeftOutWhenNull()]),
        (typeof(OtherCase), [new OtherCase("x")]),
        (typeof(OtherName), [new OtherName("x")]),
        (typeof(TwoTexts), [new TwoTexts("x", "y")]),
        (typeof(SecondOptional), [new SecondOptional("x")]),
        (typeof(StrictText), [new StrictText("x")]),
        (typeof(StructText), [new StructText("x")]),
        (typeof(Number), [new Number(0), new Number(int.MaxValue)]),
        (typeof(NullableNumber), [new NullableNumber(7), new NullableNumber(null)]),
        (typeof(OptionalNumber), [new OptionalNumber(7)]),
        (typeof(LargeNumber), [new LargeNumber(long.MinValue)]),
        (typeof(Identifier), [new Identifier(Guid.CreateVersion7())]),
        (typeof(Texts), [new Texts(["x"]), new Texts([])]),
        (typeof(TextSet), [new TextSet(["x", "y"])]),
        (typeof(NullableTexts), [new NullableTexts(["x", null])]),
        (typeof(Numbers), [new Numbers([1, int.MinValue])]),
        (typeof(NullableNumbers), [new NullableNumbers([1, null])]),
        (typeof(Lists), [new Lists([["x"]])]),
        (typeof(ByText), [new ByText(new Dictionary<string, int> { ["x"] = 1 })]),
        (typeof(ByIdentifier), [new ByIdentifier(new Dictionary<Guid, int> { [Guid.CreateVersion7()] = 1 })]),
        (typeof(ByNumber), [new ByNumber(new Dictionary<int, long> { [7] = long.MaxValue })]),
        (typeof(ByColour), [new ByColour(new Dictionary<Colour, int> { [Colour.Red] = 1 })]),
        (typeof(Nested), [new Nested(new("x"))]),
        (typeof(NestedOptional), [new NestedOptional(new())]),
        (typeof(NestedNullable), [new NestedNullable(null), new NestedNullable(new("x"))]),
        (typeof(Coloured), [.. Enum.GetValues<Colour>().Select(colour => new Coloured(colour))]),
        (typeof(MoreColoured), [.. Enum.GetValues<MoreColours>().Select(colour => new MoreColoured(colour))]),
        (typeof(Lonely), [new Lonely(new("x", null)), new Lonely(new("x", new("y", null)))]),
        (typeof(Figured), [new Figured(new Circle(1))]),
        (typeof(QuotedNumber), [new QuotedNumber(0), new QuotedNumber(int.MaxValue)]),
        (typeof(UnquotingNumber), [new UnquotingNumber(7)]),
        (typeof(QuotedNumbers), [new QuotedNumbers([1, int.MinValue])]),
        (typeof(QuotedByList), [new QuotedByList([1, int.MinValue])]),
        (typeof(BrokenNumber), [new BrokenNumber(0.5)]),
        (typeof(InfiniteNumber), [new InfiniteNumber(double.NaN), new InfiniteNumber(0.5)]),
        (typeof(CountedNumber), [new CountedNumber(7)]),
        (typeof(InfiniteByType), [new InfiniteByType(double.NaN), new InfiniteByType(0.5)]),
        (typeof(InfiniteNumbers), [new InfiniteNumbers(new Dictionary<string, double> { ["x"] = double.NaN })]),
        (typeof(NumberLists), [new NumberLists([[1]])]),
        (typeof(QuotedNumberLists), [new QuotedNumberLists([[1]])]),
        (typeof(OwnTexts), [.. Enum.GetValues<Colour>().Select(colour => new OwnTexts(colour))]),
        (typeof(MoreOwnTexts), [.. Enum.GetValues<MoreColours>().Select(colour => new MoreOwnTexts(colour))]),
        (typeof(NullableOwnTexts), [new NullableOwnTexts(Colour.DarkGreen), new NullableOwnTexts(null)]),
        (typeof(KebabTexts), [.. Enum.GetValues<Colour>().Select(colour => new KebabTexts(colour))]),
        (typeof(NullableKebabTexts), [new NullableKebabTexts(Colour.DarkGreen), new NullableKebabTexts(null)]),
        (typeof(Answered), [new Answered(new Text("x"))]),
        (typeof(MoreFigured), [new MoreFigured(new OtherCircle(1)), new MoreFigured(new Square(1))]),
    ];

    /// <summary>Where the rules ask for more than the serialiser: what it reads there is not what was meant, or is luck.</summary>
    public static bool IsStricter(Type reader, Type writer) => (reader, writer) switch
    {
        // It lets null pass in a list, which the code does not expect.
        _ when writer == typeof(NullableTexts) => true,
        // Whatever number comes, it is a value of the enum to it.
        _ when IsColoured(reader) && IsNumber(writer) => true,
        // Where a policy gives names it reads those of the code, too, which no description has.
        _ when IsKebab(reader) && IsColoured(writer) => true,
        // What may be null as a result is for the code to say.
        _ when reader == typeof(Answered) && writer == typeof(NestedNullable) => true,
        // An object that can do without any field is read from one with any keys.
        _ when reader == typeof(NestedOptional) && IsMap(writer) => true,
        // Whether one of several cases is a plain object depends on the fields of today.
        _ when IsFigured(reader) != IsFigured(writer) => true,
        _ => false,
    };

    private static bool IsColoured(Type type) =>
        type == typeof(Coloured) || type == typeof(MoreColoured) || type == typeof(OwnTexts) || type == typeof(MoreOwnTexts) || type == typeof(NullableOwnTexts) || IsKebab(type);

    private static bool IsKebab(Type type) => type == typeof(KebabTexts) || type == typeof(NullableKebabTexts);

    private static bool IsNumber(Type type) =>
        type == typeof(Number) || type == typeof(OptionalNumber) || type == typeof(NullableNumber) || type == typeof(QuotedNumber) || type == typeof(UnquotingNumber)
        || type == typeof(CountedNumber);

    private static bool IsMap(Type type) => type == typeof(ByText) || type == typeof(ByIdentifier) || type == typeof(ByNumber) || type == typeof(ByColour) || type == typeof(InfiniteNumbers);

    private static bool IsFigured(Type type) => type == typeof(Figured) || type == typeof(MoreFigured);

    internal enum Colour
    {
        Red,
        DarkGreen,
    }

    internal enum MoreColours
    {
        Red,
        DarkGreen,
        Blue,
    }

    internal sealed record None;

    internal sealed record Text(string A);

    internal sealed record NullableText(string? A);

    internal sealed record OptionalText(string A = "");

    internal sealed record OptionalNullable(string? A = null);

    internal sealed record InitNullable
    {
        public string? A { get; init; }
    }

    internal sealed record RequiredInit
    {
        public required string A { get; init; }
    }

    internal sealed record ComputedText
    {
        public string A => $"{GetType()}";
    }

    internal sealed record LeftOutWhenNull([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? A = null);

    internal sealed record OtherCase([property: JsonPropertyName("A")] string Text);

    internal sealed record OtherName(string B);

    internal sealed record TwoTexts(string A, string B);

    internal sealed record SecondOptional(string A, string? B = null);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record StrictText(string A);

    internal readonly record struct StructText(string A);

    internal sealed record Number(int A);

    internal sealed record NullableNumber(int? A);

    internal sealed record OptionalNumber(int A = 0);

    internal sealed record LargeNumber(long A);

    internal sealed record Identifier(Guid A);

    internal sealed record Texts(IReadOnlyList<string> A);

    internal sealed record TextSet(ImmutableHashSet<string> A);

    internal sealed record NullableTexts(IReadOnlyList<string?> A);

    internal sealed record Numbers(ImmutableArray<int> A);

    internal sealed record NullableNumbers(ImmutableArray<int?> A);

    internal sealed record Lists(IReadOnlyList<IReadOnlyList<string>> A);

    internal sealed record ByText(IReadOnlyDictionary<string, int> A);

    internal sealed record ByIdentifier(IReadOnlyDictionary<Guid, int> A);

    internal sealed record ByNumber(IReadOnlyDictionary<int, long> A);

    internal sealed record ByColour(IReadOnlyDictionary<Colour, int> A);

    internal sealed record Nested(Text A);

    internal sealed record NestedOptional(OptionalNullable A);

    internal sealed record NestedNullable(Text? A);

    internal sealed record Coloured(Colour A);

    internal sealed record MoreColoured(MoreColours A);

    internal sealed record QuotedNumber([property: JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)] int A);

    internal sealed record UnquotingNumber([property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] int A);

    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    internal sealed record QuotedNumbers(ImmutableArray<int> A);

    internal sealed record QuotedByList(Prices A);

    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    internal sealed class Prices : List<int>;

    internal sealed record BrokenNumber(double A);

    internal sealed record InfiniteNumber([property: JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)] double A);

    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    internal sealed record CountedNumber(int A);

    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    internal sealed record InfiniteByType(double A);

    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    internal sealed record InfiniteNumbers(IReadOnlyDictionary<string, double> A);

    internal sealed record NumberLists(IReadOnlyList<IReadOnlyList<int>> A);

    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    internal sealed record QuotedNumberLists(IReadOnlyList<IReadOnlyList<int>> A);

    internal sealed record OwnTexts([property: JsonConverter(typeof(JsonStringEnumConverter<Colour>))] Colour A);

    internal sealed record MoreOwnTexts([property: JsonConverter(typeof(JsonStringEnumConverter<MoreColours>))] MoreColours A);

    internal sealed record NullableOwnTexts([property: JsonConverter(typeof(JsonStringEnumConverter<Colour>))] Colour? A);

    internal sealed record KebabTexts([property: JsonConverter(typeof(Kebab))] Colour A);

    internal sealed record NullableKebabTexts([property: JsonConverter(typeof(Kebab))] Colour? A);

    internal sealed class Kebab() : JsonStringEnumConverter<Colour>(JsonNamingPolicy.KebabCaseLower);

    internal sealed record Answered(Result<Text> A);

    internal sealed record Lonely(Node A);

    internal sealed record Node(string Name, Node? Next);

    internal sealed record Figured(Figure A);

    [JsonDerivedType(typeof(Circle), "circle")]
    internal abstract record Figure;

    internal sealed record Circle(double Radius) : Figure;

    internal sealed record MoreFigured(OtherFigure A);

    [JsonDerivedType(typeof(OtherCircle), "circle")]
    [JsonDerivedType(typeof(Square), "square")]
    internal abstract record OtherFigure;

    internal sealed record OtherCircle(double Radius) : OtherFigure;

    internal sealed record Square(double Side) : OtherFigure;
}
