using System.Collections;
using System.Globalization;
using System.Text;
using Roost.Telemetry.Redaction;

namespace Roost.Telemetry.Logs;

/// <summary>The texts of an event as they may leave the process: masked, and of a bounded length.</summary>
internal static class LogTexts
{
    /// <summary>The most characters of one text; an exception with many inner ones is long, a body that somebody logs is longer.</summary>
    private const int Longest = 16 * 1024;
    private const int MostItems = 32;

    /// <summary>The message. Where it names a secret, it is rendered again without it.</summary>
    public static string Message(in LogEvent entry)
    {
        for (var i = 0; i < entry.Properties?.Count; i++)
        {
            var (name, value) = entry.Properties[i];
            if (value is not null && name is not "{OriginalFormat}" && SecretNames.Contains(name))
            {
                return Safe(MessageTemplate.Render(entry.Properties, entry.Message));
            }
        }

        return Safe(entry.Message);
    }

    /// <summary>A value as text.</summary>
    public static string Value(object value) => value switch
    {
        string text => Safe(text),
        IFormattable formattable => Safe(formattable.ToString(null, CultureInfo.InvariantCulture)),
        IEnumerable items => Safe(Join(items)),
        _ => Safe(value.ToString() ?? string.Empty),
    };

    public static string Safe(string text) => Redactor.Redact(text.Length <= Longest ? text : Cut(text));

    private static string Cut(string text) => string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, Longest)}… ({text.Length - Longest} more characters)");

    private static string Join(IEnumerable items)
    {
        var text = new StringBuilder();
        var count = 0;
        foreach (var item in items)
        {
            if (count++ == MostItems)
            {
                text.Append(", …");
                break;
            }

            text.Append(count == 1 ? string.Empty : ", ").Append(CultureInfo.InvariantCulture, $"{item}");
        }

        return text.ToString();
    }
}
