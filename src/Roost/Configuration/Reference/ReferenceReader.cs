using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Roost.Configuration.Reference;

/// <summary>Reads keys off a class of options the way the binder sets them; lists of classes make sections of their own.</summary>
internal sealed partial class ReferenceReader(XmlTexts texts)
{
    public IEnumerable<ReferenceSection> Read(OptionsFact fact) => Read(fact.Section, fact.Options, []);

    private IEnumerable<ReferenceSection> Read(string section, Type options, ImmutableHashSet<Type> above)
    {
        above = above.Add(options);
        var found = Find(options, Create(options), "", above).ToList();
        var text = texts.Of(options);
        // The heading says it.
        var summary = XmlMarkdown.Of(text?.Element("summary")).Replace($" Section `{section}`.", "", StringComparison.Ordinal);
        yield return new(section, options, summary, [.. found.Select(KeyOf)], XmlMarkdown.Of(text?.Element("remarks")));
        foreach (var (key, property, _) in found)
        {
            var type = KeyType.Of(property.PropertyType);
            if (type.HoldsSections && !above.Contains(type.Type))
            {
                foreach (var inner in Read($"{section}:{key}:{(type.Shape == KeyShape.Map ? "*name*" : "*n*")}", type.Type, above))
                {
                    yield return inner;
                }
            }
        }
    }

    private static IEnumerable<Found> Find(Type options, object? defaults, string path, ImmutableHashSet<Type> above)
    {
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsBound).OrderBy(property => property.MetadataToken))
        {
            var value = defaults is null ? null : property.GetValue(defaults);
            yield return new(path + property.Name, property, value);
            if (KeyType.Of(property.PropertyType) is { Shape: KeyShape.Section, Type: var type } && !above.Contains(type))
            {
                foreach (var inner in Find(type, value ?? Create(type), $"{path}{property.Name}:", above.Add(type)))
                {
                    yield return inner;
                }
            }
        }
    }

    private ReferenceKey KeyOf(Found found)
    {
        var (key, property, value) = found;
        var text = texts.Of(property);
        var said = XmlMarkdown.Of(text?.Element("value"));
        var restated = DefaultSentence().Match(said);
        var type = KeyType.Of(property.PropertyType);
        var given = type.Shape == KeyShape.Section ? "" : ValueText.Of(value, property.Name);
        var missing = property.IsDefined(typeof(RequiredAttribute)) ? "none, **required**" : restated.Success ? restated.Groups["what"].Value : "none";
        string[] meaning = [XmlMarkdown.Of(text?.Element("summary")), restated.Success && type.Shape != KeyShape.Section ? "" : said, XmlMarkdown.Of(text?.Element("remarks"))];
        return new(key, type.ToString(), given ?? missing, BoundsText.Of(property, given, texts), string.Join(" ", meaning.Where(part => part.Length > 0)));
    }

    private static bool IsBound(PropertyInfo property) => property.GetIndexParameters().Length == 0
        && (property.SetMethod?.IsPublic == true || KeyType.Of(property.PropertyType).Shape != KeyShape.Value);

    private static object? Create(Type type) => type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null ? null : Activator.CreateInstance(type);

    /// <summary>A sentence that only says what the column of defaults says already, or should say where the class has no value.</summary>
    [GeneratedRegex(@"^The default is (?<what>((?![.,:;] ).)+)\.$")]
    private static partial Regex DefaultSentence();

    private sealed record Found(string Key, PropertyInfo Property, object? Value);
}
