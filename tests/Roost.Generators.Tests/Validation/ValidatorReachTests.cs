using Roost.Generators.Tests.Compiling;
using Roost.Validation;

namespace Roost.Generators.Tests.Validation;

public sealed class ValidatorReachTests
{
    [Fact]
    public void Types_of_other_assemblies_get_a_local_validator_that_is_not_offered_to_others()
    {
        var contracts = Assembly.Contracts("Contracts", """
            namespace Contracts;
            public sealed record Line([Range(1, 9)] int Quantity, Line? Next) { [Required] internal string? Hidden { get; init; } }
            public record Address([Required] string? City);
            public sealed record Page<T>([Range(1, 100)] int Size, ImmutableArray<T> Items);
            """);
        var check = new Check("""
            namespace Shop;
            public sealed record Order(List<Contracts.Line> Lines, Contracts.Page<Contracts.Line?>? Page);
            public sealed record Abroad(string? City, [Required] string? Country) : Contracts.Address(City);
            """, contracts);

        check.Errors("Shop.Order", """{"lines":[{"quantity":1,"next":{"quantity":10}}],"page":{"size":0,"items":[null,{"quantity":0}]}}""")
            .Select(e => e.Split(':')[0]).ShouldBe(["lines[0].next.quantity", "page.items[1].quantity", "page.size"]);
        check.Errors("Shop.Abroad", "{}").Select(e => e.Split(':')[0]).ShouldBe(["city", "country"]);
        check.Offers.ShouldBe(["Shop.Order", "Shop.Abroad"]);
    }

    [Fact]
    public void Generic_types_are_validated_as_they_are_made()
    {
        var check = new Check("""
            namespace Shop;
            public sealed record Box<T>([Required] string? Label, T Content);
            public sealed record Line([Range(1, 9)] int Quantity);
            public sealed record Order(Box<Line> Line, Box<List<int>>? Numbers);
            """);

        check.Errors("Shop.Order", """{"line":{"content":{"quantity":0}},"numbers":{"content":[]}}""").ShouldBe(
        [
            "line.content.quantity: The field quantity must be between 1 and 9.",
            "line.label: The label field is required.",
            "numbers.label: The label field is required.",
        ]);
    }

    [Fact]
    public void Interfaces_lead_to_what_json_may_put_in_their_place()
    {
        var check = new Check("""
            namespace Shop;
            using System.Text.Json.Serialization;
            [JsonDerivedType(typeof(Card), "card")] public interface IPayment { [Required] string? Payer { get; } }
            public sealed record Card(string? Payer, [CreditCard] string Number) : IPayment;
            public sealed record Order(IPayment Payment);
            """);

        check.Errors("Shop.Order", """{"payment":{"$type":"card","number":"1"}}""").ShouldBe(["payment.number: The number field is not a valid credit card number."]);
        check.Offers.ShouldContain("Shop.IPayment");
    }

    [Fact]
    public void Arguments_of_a_contract_are_validated_under_the_names_of_its_parameters()
    {
        var check = new Check("""
            namespace Shop;
            public sealed record ReserveStock([Range(1, 9)] int Quantity);
            [Contract]
            public interface IStock
            {
                Task ReserveAsync(ReserveStock request, [StringLength(2)] string? note, IReadOnlyList<ReserveStock> more, CancellationToken cancellationToken);
                Task ClearAsync(int shelf, CancellationToken cancellationToken);
            }
            """);
        var methods = check.Model!.Contracts.Single().Methods;
        var context = new ValidationContext();
        var arguments = System.Text.Json.JsonSerializer.Deserialize(
            """{"request":{"Quantity":0},"note":"long","more":[{"Quantity":1},{"Quantity":0}]}""", methods[0].ArgumentsType)!;

        ((Delegate)methods[0].GetType().GetProperty("Validate")!.GetValue(methods[0])!).DynamicInvoke(arguments, context);

        context.Errors.Keys.Order(StringComparer.Ordinal).ShouldBe(["more[1].quantity", "note", "request.quantity"]);
        methods[1].GetType().GetProperty("Validate")!.GetValue(methods[1]).ShouldBeNull();
    }

    [Theory]
    [InlineData("public sealed record Plain(string Name);")]
    [InlineData("public sealed record Outer(Inner Inner); public sealed record Inner(string Name);")]
    [InlineData("public sealed class Context { public IQueryable<Entity> Entities => throw new InvalidOperationException(); } public sealed class Entity;")]
    public void Types_without_rules_get_no_validator(string source) =>
        Generation.Of(Assembly.Contracts("Shop", source)).Files.ShouldBeEmpty();

    [Fact]
    public void A_query_is_not_run_to_validate_its_rows()
    {
        Generation.Of(Assembly.Contracts("Shop", """
            public sealed class Context { public IQueryable<Entity> Entities => throw new InvalidOperationException(); }
            public sealed class Entity { [Required] public string? Name { get; set; } }
            """)).File("RoostModel.g.cs").ShouldNotContain("Context>");
    }

    [Theory]
    [InlineData(
        "public class Outer { private sealed record Hidden([property: Required] string Name); }",
        "(1,44): error ROOST1301: The validation attributes of 'Outer.Hidden' would never be checked: it, or a type around it, is private or protected. Make it internal.")]
    [InlineData(
        "file sealed record Hidden([Required] string Name);",
        "(1,20): error ROOST1301: The validation attributes of 'Hidden' would never be checked: it can be seen in its own file only. Make it internal.")]
    [InlineData(
        "public sealed record Box<T>([Required] string Name, T Content);",
        "(1,22): error ROOST1301: The validation attributes of 'Box<T>' would never be checked: it is generic, and no member or contract of this assembly says what it is made with. Derive a type from it that has no type parameters, and use that.")]
    [InlineData(
        "public sealed record Thing { [Required] private string? Name { get; init; } }",
        "(1,57): error ROOST1301: The validation attributes of 'Thing.Name' would never be checked: other code of the assembly cannot read it. Make it an internal or public property that can be read.")]
    [InlineData(
        "public sealed record Thing { [Required] public static string? Name { get; } }",
        "(1,63): error ROOST1301: The validation attributes of 'Thing.Name' would never be checked: it is static, and values are validated. Remove the attributes, or make it a property of the instance.")]
    [InlineData(
        "public sealed class Thing([Required] string name) { public string Title => name; }",
        "(1,28): error ROOST1301: The validation attributes of 'Thing(name)' would never be checked: there is no property of the parameter's name. Make the type a record, or put the attributes on a property.")]
    [InlineData(
        "public sealed record Thing { private sealed class OddAttribute : ValidationAttribute; [Odd] public string? Name { get; init; } }",
        "(1,88): error ROOST1301: The validation attributes of 'Thing.Name' would never be checked: the attribute 'Thing.OddAttribute', or a type among its arguments, cannot be named here. Make it internal, in a namespace or an internal type.")]
    public void No_rule_is_skipped_in_silence(string source, string message)
    {
        var fault = Generation.Unchecked(Assembly.Contracts("Shop", source)).Result.Diagnostics.ShouldHaveSingleItem();

        $"({fault.Location.GetLineSpan().StartLinePosition.Line + 1},{fault.Location.GetLineSpan().StartLinePosition.Character + 1}): error {fault.Id}: {fault.GetMessage(null)}".ShouldBe(message);
    }
}
