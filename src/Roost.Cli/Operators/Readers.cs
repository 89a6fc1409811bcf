using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Roost.Cli.Operators;

/// <summary>Read what operators type, and say in one line what would be understood: the parser's own words name types of .NET.</summary>
internal static partial class Readers
{
    private const int MaxName = 63;
    private static readonly string[] Times = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static Guid Id(ArgumentResult result) => Read(result, Guid.TryParse(TextOf(result), out var id), id, "an id, such as 661191e7-c481-4e61-a920-c1aaf82cde42");

    public static Guid? OptionalId(ArgumentResult result) => result.Tokens.Count == 0 ? null : Id(result);

    /// <summary>A number from 1 to so many.</summary>
    public static Func<ArgumentResult, int> Number(int most) => result => Read(
        result, int.TryParse(TextOf(result), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most, number, $"a number from 1 to {most}");

    /// <summary>The name of a queue, a kind or a subscription: parts of small letters, digits and hyphens, with dots in between.</summary>
    public static string? Name(ArgumentResult result) => Read(
        result, TextOf(result).Split('.').All(part => part.Length <= MaxName && NamePart().IsMatch(part)), TextOf(result), "a name of small letters, digits and hyphens, such as orders.tell-customer");

    /// <summary>A moment. Without an offset it is meant in UTC.</summary>
    public static DateTimeOffset Time(ArgumentResult result) => Read(
        result,
        DateTimeOffset.TryParseExact(TextOf(result), Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time),
        time,
        "a time as 2026-11-26T12:00:00Z, or a day as 2026-11-26");

    /// <summary>One of some words.</summary>
    public static Func<ArgumentResult, T?> OneOf<T>(params T[] values)
        where T : struct, Enum => result =>
    {
        var found = values.Where(value => string.Equals(value.ToString(), TextOf(result), StringComparison.OrdinalIgnoreCase)).Select(value => (T?)value).FirstOrDefault();
        return Read(result, found is not null, found, $"one of {string.Join(", ", values.Select(value => value.ToString().ToLowerInvariant()))}");
    };

    /// <summary>One of some words that are no enumeration's.</summary>
    public static Func<ArgumentResult, string?> OneWordOf(IReadOnlyList<string> words) => result => Read(
        result, words.Contains(TextOf(result)), TextOf(result), $"one of {string.Join(", ", words)}");

    /// <summary>A text that is not empty, as one is that a script's unset variable has left.</summary>
    public static string? Text(ArgumentResult result) => Read(result, !string.IsNullOrWhiteSpace(TextOf(result)), TextOf(result), "a text");

    private static T Read<T>(ArgumentResult result, bool isUnderstood, T value, string wanted)
    {
        if (!isUnderstood)
        {
            var name = result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;
            result.AddError($"{name} takes {wanted}, and not '{TextOf(result)}'.");
        }

        return value;
    }

    private static string TextOf(ArgumentResult result) => result.Tokens is [.., var last] ? last.Value : "";

    [GeneratedRegex("^[a-z0-9-]+$")]
    private static partial Regex NamePart();
}
