using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Roost.Telemetry.Logs;

/// <summary>
/// One short line an event, for people: <c>12:03:07.123 INF orders  GET /v1/orders/{id} 200 3.1 ms  tenant=… trace=…</c>.
/// An exception follows on lines of its own, which are indented, so that no text can be taken for an event.
/// </summary>
internal sealed class ReadableLines(bool isColoured, TimeZoneInfo zone) : ILineFormat
{
    private const int CategoryWidth = 14;
    private static readonly string[] Names = ["TRC", "DBG", "INF", "WRN", "ERR", "CRT", "   "];
    // Select Graphic Rendition parameters (ECMA-48 8.3.117): grey, cyan, green, yellow, red, white on red.
    private static readonly string[] Colours = ["90", "36", "32", "33", "31", "97;41", "0"];

    public void Write(LineBuffer line, in LogEvent entry, LogFields fields)
    {
        Span<char> time = stackalloc char[12];
        TimeZoneInfo.ConvertTime(entry.Time, zone).TryFormat(time, out _, "HH:mm:ss.fff", CultureInfo.InvariantCulture);
        Coloured(line, "90", time);
        line.Append(" "u8);
        Coloured(line, Colours[(int)entry.Level], Names[(int)entry.Level]);
        line.Append(" "u8);
        Coloured(line, "1", Short(entry.Category).PadRight(CategoryWidth));
        line.Append(" "u8);
        Visible.Append(line, LogTexts.Message(entry));
        Context(line, "tenant", fields.Tenant);
        Context(line, "principal", fields.Principal);
        var trace = entry.Span is { IdFormat: ActivityIdFormat.W3C } span ? span.TraceId.ToHexString() : null;
        Context(line, "trace", trace);
        if (fields.Correlation is string correlation && correlation != trace)
        {
            Context(line, "correlation", correlation);
        }

        line.Append("\n"u8);
        if (entry.Exception is { } exception)
        {
            foreach (var text in LogTexts.Safe(exception.ToString()).AsSpan().EnumerateLines())
            {
                line.Append("             "u8);
                Visible.Append(line, text);
                line.Append("\n"u8);
            }
        }
    }

    private static string Short(string category) => category[(category.LastIndexOf('.') + 1)..];

    private void Context(LineBuffer line, string name, object? value)
    {
        if (value is not null)
        {
            line.Append(name == "tenant" ? "  "u8 : " "u8);
            if (isColoured)
            {
                line.Append("\e[90m"u8);
            }

            line.Append(name);
            line.Append("="u8);
            Visible.Append(line, LogTexts.Value(value));
            if (isColoured)
            {
                line.Append("\e[0m"u8);
            }
        }
    }

    private void Coloured(LineBuffer line, string colour, ReadOnlySpan<char> text)
    {
        if (!isColoured)
        {
            Visible.Append(line, text);
            return;
        }

        line.Append("\e["u8);
        line.Append(colour);
        line.Append("m"u8);
        Visible.Append(line, text);
        line.Append("\e[0m"u8);
    }
}
