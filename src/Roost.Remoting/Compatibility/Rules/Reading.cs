using Roost.Remoting.Compatibility.Description;
using Types = System.Collections.Generic.IReadOnlyDictionary<string, Roost.Remoting.Compatibility.Description.TypeDescription>;

namespace Roost.Remoting.Compatibility.Rules;

/// <summary>Whether one version can read all that another may write, by what the serialiser does. Names of types do not matter: they do not travel.</summary>
/// <param name="readers">The types of the version that reads.</param>
/// <param name="writers">The types of the version that writes.</param>
/// <param name="nameByWriter">Whether places are named by the writer's types: people look for them in the newer version.</param>
/// <param name="isKept">Whether what is read may be older than the version that writes: of what that may leave out, nobody knows since when it is written.</param>
internal sealed class Reading(Types readers, Types writers, bool nameByWriter, bool isKept = false)
{
    private readonly List<Obstacle> _obstacles = [];
    private readonly Dictionary<(string Reader, string Writer), bool> _judged = [];

    /// <summary>What is in the way where one shape is read as another.</summary>
    public IReadOnlyList<Obstacle> Of(Shape reader, Shape writer, Place place)
    {
        Compare(reader, writer, place);
        return _obstacles;
    }

    /// <summary>What is in the way where an object of some fields is read as one of others.</summary>
    public IReadOnlyList<Obstacle> Of(SortedDictionary<string, Field> reader, SortedDictionary<string, Field> writer, Func<string, Place> place)
    {
        Fields(reader, writer, place);
        return _obstacles;
    }

    private void Compare(Shape reader, Shape writer, Place place)
    {
        if (reader is NamedShape { Name: ScalarTypes.Any })
        {
            return;
        }

        if (writer.IsNullable && !reader.IsNullable)
        {
            _obstacles.Add(new(ObstacleKind.Null, place, $"{writer}", $"{reader}"));
        }

        switch (reader, writer)
        {
            case (ListShape list, ListShape written):
                Compare(list.Element, written.Element, place.Inside("[]"));
                break;
            case (MapShape map, MapShape written):
                Keys(map.Key, written.Key, place);
                Compare(map.Value, written.Value, place.Inside("{}"));
                break;
            case (NamedShape named, NamedShape written) when Named(named.Name, written.Name, place):
                break;
            default:
                _obstacles.Add(new(ObstacleKind.OtherType, place, $"{writer}", $"{reader}"));
                break;
        }
    }

    /// <summary>Keys are texts, whatever they stand for.</summary>
    private void Keys(string reader, string writer, Place place)
    {
        if (reader != "string" && !Named(reader, writer, place))
        {
            _obstacles.Add(new(ObstacleKind.OtherType, place, $"{{{writer}}}", $"{{{reader}}}"));
        }
    }

    /// <summary>Each pair is looked at once: a type may hold itself, and what is wrong inside of it is named by its fields.</summary>
    private bool Named(string reader, string writer, Place place)
    {
        if (!_judged.TryGetValue((reader, writer), out var readable))
        {
            _judged[(reader, writer)] = true;
            _judged[(reader, writer)] = readable = Judge(reader, writer, place);
        }

        return readable;
    }

    private bool Judge(string reader, string writer, Place place)
    {
        var (read, written) = (readers.GetValueOrDefault(reader), writers.GetValueOrDefault(writer));
        if (read is { Fields: not null } && written is { Fields: not null })
        {
            return Objects(read, written, reader, writer, place);
        }

        if (read is { Values: { } known } && written is { Values: { } values })
        {
            _obstacles.AddRange(values.Except(known, StringComparer.OrdinalIgnoreCase).Select(value => new Obstacle(ObstacleKind.Unknown, new(Name(reader, writer), PlaceSort.Field), value, "")));
            return true;
        }

        return read is null && ScalarReading.Reads(reader, written is { Values: not null } ? "string" : written is null ? writer : "");
    }

    private bool Objects(TypeDescription reader, TypeDescription writer, string readerName, string writerName, Place place)
    {
        var name = Name(readerName, writerName);
        if (reader.Discriminator != writer.Discriminator)
        {
            return false;
        }

        foreach (var (discriminator, type) in writer.Cases ?? [])
        {
            if (reader.Cases is { } cases && cases.TryGetValue(discriminator, out var known))
            {
                Compare(new NamedShape(known), new NamedShape(type), place);
            }
            else
            {
                _obstacles.Add(new(ObstacleKind.Unknown, new(name, PlaceSort.Field), discriminator, ""));
            }
        }

        if (!writer.IsAbstract)
        {
            if (reader.IsAbstract)
            {
                return false;
            }

            Fields(reader.Fields!, writer.Fields!, field => new($"{name}.{field}", PlaceSort.Field));
            if (reader.IsStrict)
            {
                Strict(reader.Fields!, writer.Fields!, name);
            }
        }

        return true;
    }

    private void Fields(SortedDictionary<string, Field> reader, SortedDictionary<string, Field> writer, Func<string, Place> place)
    {
        foreach (var (name, field) in reader.Where(field => !field.Value.IsComputed))
        {
            var written = Find(writer, name) is { IsUnwritten: false } found ? found : null;
            if (!field.IsOptional && written is null or { IsSometimesLeftOut: true })
            {
                _obstacles.Add(new(ObstacleKind.Missing, place(name), written is null ? "" : $"{written}", $"{field}"));
            }
            else if (isKept && !field.IsOptional && written is { IsOptional: true })
            {
                _obstacles.Add(new(ObstacleKind.MissingBefore, place(name), $"{written}", $"{field}"));
            }

            if (written is not null)
            {
                Compare(field.Shape, Quotes.Seen(field, written.IsSometimesLeftOut ? written with { Shape = written.Shape with { IsNullable = false } } : written), place(name));
            }
        }
    }

    private void Strict(SortedDictionary<string, Field> reader, SortedDictionary<string, Field> writer, string name) =>
        _obstacles.AddRange(writer.Where(field => !field.Value.IsUnwritten && Find(reader, field.Key) is null)
            .Select(field => new Obstacle(ObstacleKind.Refused, new($"{name}.{field.Key}", PlaceSort.Field), $"{field.Value}", "")));

    /// <summary>Upper and lower case are the same to whoever reads.</summary>
    private static Field? Find(SortedDictionary<string, Field> fields, string name) =>
        fields.TryGetValue(name, out var field) ? field : fields.FirstOrDefault(other => string.Equals(other.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    private string Name(string reader, string writer) => TypeNames.Short(nameByWriter ? writer : reader);
}
