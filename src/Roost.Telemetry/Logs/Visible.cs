using System.Buffers;
using System.Globalization;

namespace Roost.Telemetry.Logs;

/// <summary>Writes text so that nothing in it ends the line or commands the terminal: such characters are written as escapes.</summary>
internal static class Visible
{
    // C0 and C1 controls, the Unicode line ends, and the marks that turn the direction of what follows (CVE-2021-42574).
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Select(code => (char)code), '\u2028', '\u2029',
            '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069']);

    public static void Append(LineBuffer line, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Controls) is >= 0 and var at)
        {
            line.Append(text[..at]);
            line.Append(text[at] switch
            {
                '\r' => "\\r",
                '\n' => "\\n",
                '\t' => "\\t",
                var other => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)other:x4}"),
            });
            text = text[(at + 1)..];
        }

        line.Append(text);
    }
}
