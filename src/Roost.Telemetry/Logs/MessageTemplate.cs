using System.Globalization;
using System.Text;
using Roost.Telemetry.Redaction;

namespace Roost.Telemetry.Logs;

/// <summary>Renders a message again with the values of secret names left out.</summary>
internal static class MessageTemplate
{
    /// <summary>Renders the template that comes with the values; without one, cuts the values out of the finished message.</summary>
    public static string Render(IReadOnlyList<KeyValuePair<string, object?>> properties, string message)
    {
        // By the framework's convention the template is the last of the values.
        if (properties[^1] is { Key: "{OriginalFormat}", Value: string template })
        {
            return Render(template, properties);
        }

        foreach (var (name, value) in properties)
        {
            if (SecretNames.Contains(name) && Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text)
            {
                message = message.Replace(text, Redactor.Mask, StringComparison.Ordinal);
            }
        }

        return message;
    }

    private static string Render(string template, IReadOnlyList<KeyValuePair<string, object?>> properties)
    {
        var text = new StringBuilder(template.Length);
        var hole = 0;
        for (var i = 0; i < template.Length; i++)
        {
            var character = template[i];
            if (character is '{' or '}' && i + 1 < template.Length && template[i + 1] == character)
            {
                text.Append(character);
                i++;
            }
            else if (character == '{' && template.IndexOf('}', i) is > 0 and var end)
            {
                // Holes take the values in order, as the framework does it.
                var (name, value) = hole < properties.Count - 1 ? properties[hole++] : default;
                var format = template.AsSpan(i + 1, end - i - 1);
                var colon = format.IndexOf(':');
                text.Append(SecretNames.Contains(name) ? Redactor.Mask : Format(value, colon < 0 ? null : format[(colon + 1)..].ToString()));
                i = end;
            }
            else
            {
                text.Append(character);
            }
        }

        return text.ToString();
    }

    private static string Format(object? value, string? format) => value switch
    {
        null => "(null)",
        IFormattable formattable => formattable.ToString(format, CultureInfo.InvariantCulture),
        _ => LogTexts.Value(value),
    };
}
