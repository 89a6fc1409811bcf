using System.Text.Json;
using System.Text.Json.Nodes;

namespace Roost.Edge.Texts;

/// <summary>
/// Which texts there can be. PostgreSQL keeps U+0000 in none (its documentation, section 8.3), and what has it was sent by mistake or
/// to find out what happens. Halves of surrogate pairs are no characters at all; JSON can spell them, and its reader refuses them
/// in texts, but not in what it leaves unread.
/// </summary>
internal static class WholeText
{
    /// <summary>What is wrong with the others, to stand behind a field's name.</summary>
    public const string Rule = "must have neither U+0000 nor half of a surrogate pair in it";

    public static bool Is(string? text) => text is null || !text.Contains('\0');

    /// <summary>Whether all texts in a value of JSON that has no type of its own are whole; any other value is.</summary>
    public static bool IsIn(object? json) => json switch
    {
        JsonElement element => IsIn(element),
        JsonNode node => IsIn(JsonSerializer.SerializeToElement(node)),
        _ => true,
    };

    private static bool IsIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => IsWhole(element),
        JsonValueKind.Array => element.EnumerateArray().All(IsIn),
        JsonValueKind.Object => element.EnumerateObject().All(static property => IsWhole(property) && IsIn(property.Value)),
        _ => true,
    };

    private static bool IsWhole(JsonElement text)
    {
        try
        {
            return Is(text.GetString());
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsWhole(JsonProperty property)
    {
        try
        {
            return Is(property.Name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
