namespace Roost.Generators.Tests.Validation;

public sealed class GeneratedValidatorTests
{
    [Fact]
    public void Attributes_count_on_properties_and_on_a_records_parameters()
    {
        var check = new Check("""
            namespace Shop;
            internal sealed record NewProduct([Required] string? Name, [property: Range(1, 10)] int Stock)
            {
                [StringLength(3)]
                public string? SKUCode { get; init; }
            }
            """);

        check.Errors("Shop.NewProduct", """{"stock":11,"skuCode":"toolong"}""").ShouldBe(
        [
            "name: The name field is required.",
            "skuCode: The field skuCode must be a string with a maximum length of 3.",
            "stock: The field stock must be between 1 and 10.",
        ]);
        check.Errors("Shop.NewProduct", """{"name":"Cup","stock":1}""").ShouldBeEmpty();
    }

    [Fact]
    public void Attributes_keep_every_argument_they_were_written_with()
    {
        var check = new Check("""
            namespace Shop;
            public enum Colour : byte { Red = 1, Green = 2 }
            [AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
            internal sealed class EchoAttribute(object? value, Type type, params long[] numbers) : ValidationAttribute
            {
                public Colour Colour { get; set; }
                public string[] Names { get; set; } = [];
                public override bool IsValid(object? _) => false;
                public override string FormatErrorMessage(string name) =>
                    FormattableString.Invariant($"{value ?? "null"} {type.Name} {string.Join('+', numbers)} {Colour} {string.Join('+', Names)}");
            }
            internal sealed record Thing
            {
                [Echo("a\"\n", typeof(Dictionary<,>), 1, -2, long.MaxValue, Colour = Colour.Green, Names = ["x", "y"])] public int A { get; init; }
                [Echo(null, typeof(int[]))] public int B { get; init; }
                [Echo('c', typeof(Colour))] public int C { get; init; }
                [Echo(1.5f, typeof(string))] public int D { get; init; }
                [Echo(double.NegativeInfinity, typeof(Thing))] public int E { get; init; }
                [Echo(Colour.Red, typeof(void))] public int F { get; init; }
                [Echo((sbyte)-3, typeof(object))] public int G { get; init; }
                [Range(typeof(decimal), "0.5", "1.5", ParseLimitsInInvariantCulture = true, ErrorMessage = "{0} of {1} to {2}")] public decimal H { get; init; }
            }
            """);

        check.Errors("Shop.Thing", """{"h":2}""").ShouldBe(
        [
            "a: a\"\n Dictionary`2 1+-2+9223372036854775807 Green x+y",
            "b: null Int32[]  0 ",
            "c: c Colour  0 ",
            "d: 1.5 String  0 ",
            "e: -Infinity Thing  0 ",
            "f: Red Void  0 ",
            "g: -3 Object  0 ",
            "h: h of 0.5 to 1.5",
        ]);
    }

    [Fact]
    public void Paths_lead_through_members_lists_and_dictionaries()
    {
        var check = new Check("""
            namespace Shop;
            using System.Text.Json.Serialization;
            public sealed record Line([property: JsonPropertyName("qty"), Range(1, 9)] int Quantity);
            public sealed record Order
            {
                public Line? First { get; init; }
                public Line[]? Array { get; init; }
                public ImmutableArray<Line> Immutable { get; init; }
                public ImmutableArray<Line>? Maybe { get; init; }
                public IReadOnlyList<IReadOnlyList<Line?>>? Nested { get; init; }
                public Dictionary<string, Line>? ByName { get; init; }
                public IReadOnlyDictionary<int, List<Line>>? ByNumber { get; init; }
                public List<Dictionary<string, Line>>? Maps { get; init; }
                public List<KeyValuePair<string, Line>>? Pairs { get; init; }
            }
            """);

        check.Errors("Shop.Order", """
            {
              "first": { "qty": 0 }, "array": [ { "qty": 1 }, { "qty": 0 } ], "immutable": [ { "qty": 0 } ], "maybe": [ { "qty": 0 } ],
              "nested": [ [], [ null, { "qty": 0 } ] ], "byName": { "a": { "qty": 0 } }, "byNumber": { "7": [ { "qty": 0 } ] }, "maps": [ {}, { "k": { "qty": 0 } } ],
              "pairs": [ { "key": "k", "value": { "qty": 0 } } ]
            }
            """).Select(e => e.Split(':')[0]).ShouldBe(
        [
            "array[1].qty", "byName[a].qty", "byNumber[7][0].qty", "first.qty", "immutable[0].qty", "maps[1][k].qty", "maybe[0].qty", "nested[1][1].qty", "pairs[0].value.qty",
        ]);
        check.Errors("Shop.Order", "{}").ShouldBeEmpty();
    }

    [Fact]
    public void A_null_among_elements_that_are_never_null_is_named()
    {
        var check = new Check("""
            #nullable enable
            namespace Shop;
            public sealed record Line([Range(1, 9)] int Qty);
            public sealed record Order : IValidatableObject
            {
                public IReadOnlyList<Line> Lines { get; init; } = [];
                public Line[]? Array { get; init; }
                public IReadOnlyList<Line?>? Gaps { get; init; }
                public List<List<Line>>? Nested { get; init; }
                public Dictionary<string, Line>? ByName { get; init; }
                public IEnumerable<ValidationResult> Validate(System.ComponentModel.DataAnnotations.ValidationContext context)
                {
                    _ = Lines.Sum(line => line.Qty);
                    yield break;
                }
            }
            """);

        check.Errors("Shop.Order", """{ "lines": [ { "qty": 1 }, null ], "array": [ null ], "gaps": [ null ], "nested": [ null, [ null ] ], "byName": { "a": null } }""")
            .ShouldBe(["array[0]: is required", "byName[a]: is required", "lines[1]: is required", "nested[0]: is required", "nested[1][0]: is required"]);
    }

    [Fact]
    public void A_type_that_contains_itself_is_followed_to_the_depth_limit()
    {
        var check = new Check("""
            namespace Shop;
            public sealed record Node([MaxLength(1)] string Name, IReadOnlyList<Node>? Children);
            """);

        check.Errors("Shop.Node", """{"name":"a","children":[{"name":"b","children":[{"name":"long"}]}]}""").ShouldHaveSingleItem().ShouldStartWith("children[0].children[0].name: ");
        var deep = string.Concat(Enumerable.Repeat("{\"name\":\"a\",\"children\":[", 29)) + "{\"name\":\"a\"}" + string.Concat(Enumerable.Repeat("]}", 29));
        check.Errors("Shop.Node", deep).ShouldBeEmpty();
    }

    [Fact]
    public void Rules_are_inherited_and_a_value_is_held_against_the_rules_of_what_it_is()
    {
        var check = new Check("""
            namespace Shop;
            using System.Text.Json.Serialization;
            [JsonPolymorphic, JsonDerivedType(typeof(Circle), "circle"), JsonDerivedType(typeof(Ball), "ball")]
            public abstract record Shape([Range(0, 5)] int X);
            public record Circle(int X, [Range(1, 5)] int Radius) : Shape(X);
            public sealed record Ball(int X, [Range(1, 3)] int Radius, [Required] string? Name) : Circle(X, Radius);
            public sealed record Drawing(IReadOnlyList<Shape> Shapes);
            public abstract class Animal { [Required, StringLength(3)] public virtual string? Name { get; init; } }
            public sealed class Cat : Animal { [StringLength(9)] public override string? Name { get; init; } }
            public class Even { [CustomValidation(typeof(Rules), nameof(Rules.Even))] public virtual int Number { get; init; } }
            public sealed class EvenAndSmall : Even { [CustomValidation(typeof(Rules), nameof(Rules.Small))] public override int Number { get; init; } }
            public static class Rules
            {
                public static ValidationResult? Even(int value) => value % 2 == 0 ? null : new("Must be even.");
                public static ValidationResult? Small(int value) => value < 10 ? null : new("Must be small.");
            }
            """);

        check.Errors("Shop.Drawing", """{"shapes":[{"$type":"circle","x":6,"radius":0},{"$type":"ball","x":0,"radius":4}]}""").ShouldBe(
        [
            "shapes[0].radius: The field radius must be between 1 and 5.",
            "shapes[0].x: The field x must be between 0 and 5.",
            "shapes[1].name: The name field is required.",
            "shapes[1].radius: The field radius must be between 1 and 3.",
        ]);
        check.Errors("Shop.Cat", """{"name":"long"}""").ShouldBeEmpty();
        check.Errors("Shop.Cat", "{}").ShouldBe(["name: The name field is required."]);
        check.Errors("Shop.EvenAndSmall", """{"number":11}""").ShouldBe(["number: Must be even.", "number: Must be small."]);
    }

    [Fact]
    public void Own_rules_run_when_the_attributes_hold()
    {
        var check = new Check("""
            namespace Shop;
            public sealed record Period([Required] DateOnly? From, DateOnly? To) : IValidatableObject
            {
                public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
                {
                    if (To < From!.Value)
                    {
                        yield return new ValidationResult("It ends before it begins.", [nameof(To)]);
                    }
                }
            }
            public readonly struct Span(int length) : IValidatableObject
            {
                public int Length { get; } = length;
                public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => [new("Never good.")];
            }
            public sealed record Booking(Period? Period, Span? Span, Span Other);
            """);

        check.Errors("Shop.Booking", """{"period":{"from":"2026-02-01","to":"2026-01-01"}}""").ShouldBe(["period.to: It ends before it begins."]);
        check.Errors("Shop.Period", "{}").ShouldBe(["from: The from field is required."]);
        check.Errors("Shop.Booking", """{"period":{"from":"2026-01-01"},"span":{}}""").ShouldBe(["span: Never good."]);
    }

    [Fact]
    public void Rules_on_the_type_and_rules_that_compare_members_see_the_whole_value()
    {
        var check = new Check("""
            namespace Shop;
            internal sealed class DifferentAttribute : ValidationAttribute
            {
                public override bool IsValid(object? value) => value is not Passwords { Old: var old, New: var now } || old != now;
            }
            [Different(ErrorMessage = "Choose another one.")]
            internal sealed class Passwords
            {
                public string? Old { get; init; }
                public string? New { get; init; }
                [Compare(nameof(New))] public string? Again { get; init; }
            }
            internal readonly record struct Pair([Range(1, 2)] int A) { [CustomValidation(typeof(Pair), nameof(Even))] public int B { get; init; }
                public static ValidationResult? Even(int value) => value % 2 == 0 ? ValidationResult.Success : new("Must be even."); }
            """.Replace("internal readonly record struct Pair", "public readonly record struct Pair", StringComparison.Ordinal));

        check.Errors("Shop.Passwords", """{"old":"a","new":"a","again":"b"}""").ShouldBe(
        [
            ": Choose another one.",
            "again: 'again' and 'New' do not match.",
        ]);
        check.Errors("Shop.Pair", """{"a":3,"b":1}""").ShouldBe(["a: The field a must be between 1 and 2.", "b: Must be even."]);
    }
}
