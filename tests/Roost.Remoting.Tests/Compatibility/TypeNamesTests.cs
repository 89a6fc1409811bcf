using System.Text.Json;
using System.Text.Json.Serialization;
using Roost.Remoting.Compatibility.Description;
using Roost.Remoting.Contracts.Wire;

namespace Roost.Remoting.Tests.Compatibility;

public sealed class TypeNamesTests
{
    private const string Here = "Roost.Remoting.Tests.Compatibility.TypeNamesTests";

    [Theory]
    [InlineData(typeof(Outer<int>), $"{Here}+Outer<int>", "Outer<int>")]
    [InlineData(typeof(Outer<int>.Inner), $"{Here}+Outer<int>+Inner", "Outer<int>.Inner")]
    [InlineData(typeof(Outer<int>.Pair<Guid, int[]>), $"{Here}+Outer<int>+Pair<guid,int[]>", "Outer<int>.Pair<guid, int[]>")]
    [InlineData(typeof(Outer<Outer<string>.Pair<int, Plain>>), $"{Here}+Outer<{Here}+Outer<string>+Pair<int,{Here}+Plain>>", "Outer<Outer<string>.Pair<int, Plain>>")]
    [InlineData(typeof(Plain), $"{Here}+Plain", "Plain")]
    [InlineData(typeof(long[]), "long[]", "long[]")]
    public void A_name_says_all_that_a_type_is_made_with_and_people_hear_it_without_namespaces(Type type, string name, string called)
    {
        TypeNames.Of(type).ShouldBe(name);
        TypeNames.Short(name).ShouldBe(called);
        ShapeText.Parse(name).ToString().ShouldBe(name);
    }

    [Fact]
    public void What_a_converter_writes_is_named_so_that_it_can_be_read_again()
    {
        var shape = new ShapeReader([]).ReadFields(typeof(Odd), ContractJson.Options)["a"].Shape;

        $"{shape}".ShouldBe($"converted<int[],{Here}+Backwards>");
        ShapeText.Parse($"{shape}").ShouldBe(shape);
    }

    /// <summary>They are read as what all have in common, if at all; that is no reason to fail here.</summary>
    [Fact]
    public void Cases_that_nothing_tells_apart_are_told_apart_by_their_types()
    {
        SortedDictionary<string, TypeDescription> types = new(StringComparer.Ordinal);
        new ShapeReader(types).Read(typeof(Thing), ContractJson.Options);

        types[$"{Here}+Thing"].Cases!.Keys.ShouldBe([$"({Here}+Stick)", $"({Here}+Stone)", "1", "number 1"]);
    }

    internal sealed record Plain;

    internal sealed record Outer<T>(T Value)
    {
        internal sealed record Inner;

        internal sealed record Pair<TFirst, TSecond>(TFirst First, TSecond Second);
    }

    internal sealed record Odd([property: JsonConverter(typeof(Backwards))] int[] A);

    internal sealed class Backwards : JsonConverter<int[]>
    {
        public override int[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, int[] value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    [JsonDerivedType(typeof(Stick))]
    [JsonDerivedType(typeof(Stone))]
    [JsonDerivedType(typeof(Leaf), "1")]
    [JsonDerivedType(typeof(Root), 1)]
    internal record Thing;

    internal sealed record Stick : Thing;

    internal sealed record Stone : Thing;

    internal sealed record Leaf : Thing;

    internal sealed record Root : Thing;
}
