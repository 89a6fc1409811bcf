using System.Text;

namespace Roost.Telemetry.Tests.Traces;

/// <summary>A span as it was sent (opentelemetry-proto, trace/v1/trace.proto).</summary>
internal sealed record Span(string Scope, string Name, IReadOnlyDictionary<string, string> Resource, IReadOnlyDictionary<string, string> Attributes)
{
    public static IEnumerable<Span> ReadAll(byte[] request) =>
        from resourceSpans in Fields(request, 1)
        let resource = Fields(resourceSpans, 1).SelectMany(body => Attribute(body, 1)).ToDictionary()
        from scopeSpans in Fields(resourceSpans, 2)
        let scope = Fields(scopeSpans, 1).SelectMany(body => Fields(body, 1)).Select(Encoding.UTF8.GetString).FirstOrDefault("")
        from span in Fields(scopeSpans, 2)
        select new Span(scope, Encoding.UTF8.GetString(Fields(span, 5).Single()), resource, Attribute(span, 9).ToDictionary());

    public static IEnumerable<string> ReadMetricNames(byte[] request) =>
        from resourceMetrics in Fields(request, 1)
        from scopeMetrics in Fields(resourceMetrics, 2)
        from metric in Fields(scopeMetrics, 2)
        select Encoding.UTF8.GetString(Fields(metric, 1).Single());

    private static IEnumerable<KeyValuePair<string, string>> Attribute(byte[] body, int field) => Fields(body, field).Select(pair => KeyValuePair.Create(
        Encoding.UTF8.GetString(Fields(pair, 1).Single()),
        Fields(pair, 2).Select(value => Fields(value, 1).Select(Encoding.UTF8.GetString).FirstOrDefault() ?? Number(value)).Single()));

    private static string Number(byte[] value)
    {
        // A varint in field 3: an integer.
        var position = 1;
        return value is [0x18, ..] ? Varint(value, ref position).ToString(System.Globalization.CultureInfo.InvariantCulture) : "?";
    }

    private static List<byte[]> Fields(byte[] message, int wanted)
    {
        var found = new List<byte[]>();
        for (var position = 0; position < message.Length;)
        {
            var tag = Varint(message, ref position);
            var length = (tag & 7) switch
            {
                0 => -1,
                1 => 8,
                2 => (int)Varint(message, ref position),
                5 => 4,
                var type => throw new InvalidDataException($"wire type {type}"),
            };
            if (length < 0)
            {
                Varint(message, ref position);
                continue;
            }

            if ((int)(tag >> 3) == wanted)
            {
                found.Add(message[position..(position + length)]);
            }

            position += length;
        }

        return found;
    }

    private static ulong Varint(byte[] message, ref int position)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[position++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
