using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Roost.Telemetry.Metrics;

/// <summary>
/// Keeps the number of time series bounded whatever callers send: of the framework's labels only those with few values pass, and each
/// metric has a limit, behind which all further combinations are counted as one (<c>otel.metric.overflow</c>).
/// </summary>
/// <remarks>
/// Not among them: addresses of peers, which a webhook's receiver chooses, and labels that endpoints add to request metrics by
/// <c>IHttpMetricsTagsFeature</c>. Methods that HTTP does not know arrive as <c>_OTHER</c>, and routes as patterns.
/// </remarks>
internal sealed class MetricViews(IMeterFactory meters)
{
    private const int SeriesOfRequests = 1000;
    private const int SeriesOfOthers = 200;

    private static readonly string[] RequestLabels =
        ["http.request.method", "http.route", "http.response.status_code", "url.scheme", "network.protocol.version", "error.type"];

    private static readonly string[] ClientLabels =
        ["http.request.method", "http.response.status_code", "url.scheme", "network.protocol.version", "error.type", "http.connection.state"];

    public MetricStreamConfiguration Of(Instrument instrument) => instrument.Meter.Name switch
    {
        // Another host's in the same process: meters that a container makes are that container's.
        _ when instrument.Meter.Scope is IMeterFactory other && other != meters => MetricStreamConfiguration.Drop,
        "Microsoft.AspNetCore.Hosting" => new() { TagKeys = RequestLabels, CardinalityLimit = SeriesOfRequests },
        "System.Net.Http" => new() { TagKeys = ClientLabels, CardinalityLimit = SeriesOfOthers },
        _ => new() { CardinalityLimit = SeriesOfOthers },
    };
}
