using System.Collections;
using System.Globalization;
using Roost.Edge.Errors;
using Roost.Operations;

namespace Roost.Telemetry.Requests;

/// <summary>What the log says of a request: the route's pattern and never the path, in which anything may stand; the path, masked and bounded, only where there is no route.</summary>
internal sealed class RequestLine(
    string method, string route, string? unknownPath, int status, double milliseconds, long? bytes, string? module, CallContext? call, UnservedRequest? unserved)
    : IReadOnlyList<KeyValuePair<string, object?>>
{
    public static readonly Func<RequestLine, Exception?, string> Render = static (line, _) => line.ToString();

    public int Count => unserved is null ? 10 : 12;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("method", method),
        1 => new("route", route),
        2 => new("status", status),
        3 => new("durationMs", Math.Round(milliseconds, 3)),
        4 => new("bytes", bytes),
        5 => new("module", module),
        6 => new("tenant", call?.Tenant?.Value),
        7 => new("principal", call?.Principal.Id),
        8 => new("correlation", call?.CorrelationId),
        9 => new("path", unknownPath),
        10 => new("code", unserved?.Code),
        11 => new("cause", unserved?.Cause),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{method} {route}{(unknownPath is null ? "" : " ")}{unknownPath} {status} {milliseconds:0.0} ms") + (unserved is null ? "" : $": {unserved.Code}, {unserved.Cause}");
}
