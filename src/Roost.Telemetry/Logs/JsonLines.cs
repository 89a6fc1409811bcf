using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Roost.Telemetry.Redaction;

namespace Roost.Telemetry.Logs;

/// <summary>One JSON object a line, for machines.</summary>
internal sealed class JsonLines(string host) : ILineFormat
{
    private static readonly JsonEncodedText[] Levels =
    [
        JsonEncodedText.Encode("trace"), JsonEncodedText.Encode("debug"), JsonEncodedText.Encode("information"),
        JsonEncodedText.Encode("warning"), JsonEncodedText.Encode("error"), JsonEncodedText.Encode("critical"), JsonEncodedText.Encode("none"),
    ];

    private readonly JsonEncodedText _host = JsonEncodedText.Encode(host);

    public void Write(LineBuffer line, in LogEvent entry, LogFields fields)
    {
        var json = line.Json;
        json.WriteStartObject();
        // RFC 3339, in UTC.
        json.WriteString("timestamp"u8, entry.Time.UtcDateTime);
        json.WriteString("level"u8, Levels[(int)entry.Level]);
        json.WriteString("category"u8, entry.Category);
        if (entry.Id.Id != 0)
        {
            json.WriteNumber("eventId"u8, entry.Id.Id);
        }

        if (entry.Id.Name is { } name)
        {
            json.WriteString("eventName"u8, name);
        }

        json.WriteString("message"u8, LogTexts.Message(entry));
        WriteContext(json, entry.Span, fields);
        json.WriteString("host"u8, _host);
        if (fields.Others.Count > 0)
        {
            json.WriteStartObject("properties"u8);
            for (var i = 0; i < fields.Others.Count; i++)
            {
                var (key, value) = fields.Others[i];
                Write(json, LogTexts.Safe(key), value);
            }

            json.WriteEndObject();
        }

        if (entry.Exception is { } exception)
        {
            json.WriteStartObject("exception"u8);
            json.WriteString("type"u8, exception.GetType().FullName);
            json.WriteString("message"u8, LogTexts.Safe(exception.Message));
            json.WriteString("detail"u8, LogTexts.Safe(exception.ToString()));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        line.Append("\n"u8);
    }

    private static void WriteContext(Utf8JsonWriter json, Activity? span, LogFields fields)
    {
        WriteIfAny(json, "tenant", fields.Tenant);
        WriteIfAny(json, "principal", fields.Principal);
        WriteIfAny(json, "correlation", fields.Correlation);
        if (span is { IdFormat: ActivityIdFormat.W3C })
        {
            json.WriteString("traceId"u8, span.TraceId.ToHexString());
            json.WriteString("spanId"u8, span.SpanId.ToHexString());
        }
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, object? value)
    {
        if (value is not null)
        {
            Write(json, name, value);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        if (value is not null && SecretNames.Contains(name))
        {
            json.WriteString(name, Redactor.Mask);
            return;
        }

        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number when !CardNumbers.IsCard(number):
                json.WriteNumber(name, number);
                break;
            case double number when double.IsFinite(number) && Math.Abs(number) < 1e12:
                json.WriteNumber(name, number);
                break;
            case Guid id:
                json.WriteString(name, id);
                break;
            case DateTimeOffset time:
                json.WriteString(name, time);
                break;
            default:
                json.WriteString(name, LogTexts.Value(value));
                break;
        }
    }
}
