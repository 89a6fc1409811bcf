using OpenTelemetry.Metrics;

namespace Roost.Telemetry.Metrics.Prometheus;

/// <summary>How a metric is called and typed in Prometheus.</summary>
/// <remarks>OpenTelemetry specification, "Prometheus and OpenMetrics compatibility".</remarks>
/// <param name="Name">The name with its unit, without <c>_total</c>.</param>
/// <param name="Type">counter, gauge or histogram.</param>
/// <param name="Unit">The unit at the end of the name, if there is one.</param>
/// <param name="Help">What it is.</param>
internal sealed record MetricFamily(string Name, string Type, string? Unit, string Help)
{
    private const string Total = "_total";

    /// <summary>The name on the lines of values.</summary>
    public string SampleName => Type == "counter" ? Name + Total : Name;

    /// <summary>The family of a metric; null for kinds that the format has no place for.</summary>
    public static MetricFamily? Of(Metric metric)
    {
        var type = metric.MetricType switch
        {
            MetricType.LongSum or MetricType.DoubleSum => "counter",
            MetricType.LongGauge or MetricType.DoubleGauge or MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic => "gauge",
            MetricType.Histogram => "histogram",
            _ => null,
        };
        if (type is null)
        {
            return null;
        }

        var name = PrometheusName.Of(metric.Name);
        var unit = PrometheusUnit.Of(metric.Unit, type);
        if (type == "counter" && name.EndsWith(Total, StringComparison.Ordinal))
        {
            name = name[..^Total.Length];
        }

        if (unit is not null && !name.EndsWith("_" + unit, StringComparison.Ordinal))
        {
            name = $"{name}_{unit}";
        }

        return new(name, type, unit, metric.Description);
    }
}
