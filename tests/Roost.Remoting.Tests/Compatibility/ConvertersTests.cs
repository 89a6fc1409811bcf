using System.Text.Json;
using System.Text.Json.Serialization;
using Roost.Hosting.Commands;
using Roost.Messaging.Travel;
using Roost.Remoting.Compatibility.Description;
using Roost.Remoting.Compatibility.Rules;
using Roost.Remoting.Contracts.Wire;
using static Roost.Remoting.Tests.Compatibility.Versions;

namespace Roost.Remoting.Tests.Compatibility;

/// <summary>Properties with converters of their own. Where such a one may be null, the serialiser hands out a wrapper that looks the same whatever is in it.</summary>
public sealed class ConvertersTests
{
    private const string Here = "Roost.Remoting.Tests.Compatibility.ConvertersTests";
    private const string Colours = "Roost.Remoting.Tests.Compatibility.Versions+Colour";

    [Fact]
    public void Each_policy_for_names_has_its_own_texts()
    {
        SortedDictionary<string, TypeDescription> types = new(StringComparer.Ordinal);

        var fields = new ShapeReader(types).ReadFields(typeof(TwoPolicies), ContractJson.Options);

        var (kebab, snake) = ((NamedShape)fields["a"].Shape, (NamedShape)fields["b"].Shape);
        (kebab.IsNullable, snake.IsNullable).ShouldBe((true, true));
        types[kebab.Name].Values.ShouldBe(["dark-green", "red"]);
        types[snake.Name].Values.ShouldBe(["dark_green", "red"]);
    }

    [Fact]
    public void A_policy_is_known_however_far_it_is_inherited()
    {
        SortedDictionary<string, TypeDescription> types = new(StringComparer.Ordinal);

        var field = new ShapeReader(types).ReadFields(typeof(OfHeir), ContractJson.Options)["a"];

        types[((NamedShape)field.Shape).Name].Values.ShouldBe(["dark_green", "red"]);
    }

    [Fact]
    public void Two_policies_that_nothing_tells_apart_are_refused()
    {
        var refusal = Should.Throw<HostCommandException>(() => new ShapeReader([]).ReadFields(typeof(OfTwoNamed), ContractJson.Options));

        refusal.Message.ShouldStartWith("converted<Colour, JsonStringEnumConverter<Colour>> writes dark-green, red in one place and dark_green, red in another");
    }

    [Fact]
    public void One_policy_may_be_made_twice() =>
        new ShapeReader([]).ReadFields(typeof(OfOneNamed), ContractJson.Options)["b"].Shape.ShouldBeOfType<NamedShape>().Name.ShouldStartWith("converted<");

    [Theory]
    [InlineData(typeof(OfOne), $"converted<{Colours},{Here}+One>?")]
    [InlineData(typeof(OfOther), $"converted<{Colours},{Here}+Other>?")]
    [InlineData(typeof(OfNumber), $"converted<int,{Here}+Tally>?")]
    [InlineData(typeof(OfMade), $"converted<{Colours},{Here}+One>?")]
    // It takes null itself, and may write anything for it.
    [InlineData(typeof(OfNullTaker), $"converted<System.Nullable<{Colours}>,{Here}+NullTaker>")]
    public void What_a_converter_writes_is_called_by_whoever_does_the_work(Type type, string shape) =>
        $"{new ShapeReader([]).ReadFields(type, ContractJson.Options)["a"].Shape}".ShouldBe(shape);

    [Fact]
    public void Another_converter_writes_something_else()
    {
        IReadOnlyList<Change> From(Type old, Type now) => Comparison.Of(Described.Message(MessageKind.Job, "stock.count", old), Described.Message(MessageKind.Job, "stock.count", now));

        From(typeof(OfOne), typeof(OfOther)).ShouldContain(change => change.Severity == Severity.Breaks && change.Place == "OfOther.a");
        From(typeof(OfOne), typeof(OfMade)).ShouldAllBe(change => change.Severity == Severity.Compatible);
    }

    [Fact]
    public void What_an_attribute_says_of_numbers_is_nothing_to_a_converter() =>
        $"{new ShapeReader([]).ReadFields(typeof(OfQuoted), ContractJson.Options)["a"]}".ShouldBe($"converted<int,{Here}+Tally>");

    internal sealed record TwoPolicies([property: JsonConverter(typeof(Kebab))] Colour? A, [property: JsonConverter(typeof(Snake))] Colour? B);

    internal class Snake() : JsonStringEnumConverter<Colour>(JsonNamingPolicy.SnakeCaseLower);

    internal sealed class Heir : Snake;

    internal sealed record OfHeir([property: JsonConverter(typeof(Heir))] Colour A);

    internal sealed record OfTwoNamed([property: Named(kebab: true)] Colour A, [property: Named(kebab: false)] Colour B);

    internal sealed record OfOneNamed([property: Named(kebab: true)] Colour A, [property: Named(kebab: true)] Colour B);

    internal sealed record OfOne([property: JsonConverter(typeof(One))] Colour? A);

    internal sealed record OfOther([property: JsonConverter(typeof(Other))] Colour? A);

    internal sealed record OfNumber([property: JsonConverter(typeof(Tally))] int? A);

    internal sealed record OfMade([property: Made] Colour? A);

    internal sealed record OfNullTaker([property: JsonConverter(typeof(NullTaker))] Colour? A);

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    internal sealed record OfQuoted([property: JsonConverter(typeof(Tally))] int A);

    internal sealed class One : Unwritten<Colour>;

    internal sealed class Other : Unwritten<Colour>;

    internal sealed class Tally : Unwritten<int>;

    internal sealed class NullTaker : Unwritten<Colour?>;

    [AttributeUsage(AttributeTargets.Property)]
    internal sealed class MadeAttribute : JsonConverterAttribute
    {
        public override JsonConverter CreateConverter(Type typeToConvert) => new One();
    }

    [AttributeUsage(AttributeTargets.Property)]
    internal sealed class NamedAttribute(bool kebab) : JsonConverterAttribute
    {
        public override JsonConverter CreateConverter(Type typeToConvert) => new JsonStringEnumConverter<Colour>(kebab ? JsonNamingPolicy.KebabCaseLower : JsonNamingPolicy.SnakeCaseLower);
    }

    /// <summary>A converter is described, and not asked.</summary>
    internal abstract class Unwritten<T> : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
