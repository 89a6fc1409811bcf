using System.Text.Json;
using Roost.Remoting.Compatibility.Description;
using Roost.Remoting.Compatibility.Rules;
using Roost.Remoting.Contracts.Wire;

namespace Roost.Remoting.Tests.Compatibility;

/// <summary>The rules against what decides: what one version has written is read as another one by the serialiser of contracts.</summary>
public sealed class ReadingTests
{
    /// <summary>The serialiser makes infinity of a double that is too large for a float, and a relative address of bytes; the rules refuse both.</summary>
    [Fact]
    public void Scalars_are_read_as_the_table_says() => Differences(
        ScalarSamples.All,
        (reader, writer) => (reader == typeof(float) && writer == typeof(double)) || (reader == typeof(Uri) && writer == typeof(byte[]))).ShouldBeEmpty();

    [Fact]
    public void Records_are_read_as_the_rules_say() => Differences(Versions.All, Versions.IsStricter).ShouldBeEmpty();

    [Fact]
    public void Each_version_reads_itself()
    {
        foreach (var (type, _) in Versions.All)
        {
            Obstacles(type, type).ShouldBeEmpty($"{type.Name}");
        }
    }

    /// <summary>Pairs of which the rules say one thing and the serialiser another.</summary>
    private static List<string> Differences(IReadOnlyList<(Type Type, object[] Samples)> versions, Func<Type, Type, bool> isStricter)
    {
        var differences = new List<string>();
        foreach (var (reader, _) in versions)
        {
            foreach (var (writer, samples) in versions)
            {
                var obstacles = Obstacles(reader, writer);
                var refusal = samples.Select(sample => Refusal(reader, JsonSerializer.Serialize(sample, writer, ContractJson.Options))).FirstOrDefault(refusal => refusal is not null);
                if (refusal is not null && obstacles.Count == 0)
                {
                    differences.Add($"{reader.Name} of {writer.Name}: nothing is in the way by the rules, and the serialiser says: {refusal}");
                }
                else if (refusal is null && obstacles.Count > 0 && !isStricter(reader, writer))
                {
                    differences.Add($"{reader.Name} of {writer.Name}: the serialiser reads it, and the rules say: {string.Join("; ", obstacles)}");
                }
            }
        }

        return differences;
    }

    private static IReadOnlyList<Obstacle> Obstacles(Type reader, Type writer)
    {
        SortedDictionary<string, TypeDescription> read = new(StringComparer.Ordinal), written = new(StringComparer.Ordinal);
        var (one, other) = (new ShapeReader(read).Read(reader, ContractJson.Options), new ShapeReader(written).Read(writer, ContractJson.Options));
        return new Reading(read, written, nameByWriter: false).Of(one, other, new("root", PlaceSort.Message));
    }

    private static string? Refusal(Type reader, string json)
    {
        try
        {
            JsonSerializer.Deserialize(json, reader, ContractJson.Options);
            return null;
        }
        // An abstract type without a word on which of its cases it is, is not supported.
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return $"{exception.Message} ({json})";
        }
    }
}
