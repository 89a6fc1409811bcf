using Microsoft.Extensions.Primitives;

namespace Roost.Telemetry.Metrics.Prometheus;

/// <summary>The two text formats that scrapers read.</summary>
/// <param name="ContentType">The media type.</param>
/// <param name="IsOpenMetrics">Whether it is OpenMetrics 1.0.0, and not Prometheus text 0.0.4.</param>
internal sealed record ExpositionFormat(string ContentType, bool IsOpenMetrics)
{
    private const string OpenMetricsType = "application/openmetrics-text";

    public static readonly ExpositionFormat Text = new("text/plain; version=0.0.4; charset=utf-8", false);
    public static readonly ExpositionFormat OpenMetrics = new($"{OpenMetricsType}; version=1.0.0; charset=utf-8", true);

    /// <summary>OpenMetrics if the scraper names it, as Prometheus does.</summary>
    public static ExpositionFormat Choose(StringValues accept) =>
        accept.Any(value => value?.Contains(OpenMetricsType, StringComparison.OrdinalIgnoreCase) == true) ? OpenMetrics : Text;
}
