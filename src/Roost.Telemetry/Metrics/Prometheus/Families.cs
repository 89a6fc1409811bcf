using OpenTelemetry.Metrics;

namespace Roost.Telemetry.Metrics.Prometheus;

/// <summary>
/// Puts metrics of one Prometheus name together, since a name may have one type only. Of two meters that use a name for different
/// things, the first is shown; of two instruments of one meter and name, the newer one.
/// </summary>
internal sealed class Families
{
    private readonly Dictionary<string, (MetricFamily Family, List<Metric> Metrics)> _byName = new(StringComparer.Ordinal);

    public IEnumerable<(MetricFamily Family, List<Metric> Metrics)> All => _byName.Values;

    public void Add(Metric metric)
    {
        if (MetricFamily.Of(metric) is not { } family)
        {
            return;
        }

        if (!_byName.TryGetValue(family.Name, out var known))
        {
            _byName[family.Name] = known = (family, []);
        }

        if (known.Family.Type == family.Type)
        {
            known.Metrics.RemoveAll(other => other.MeterName == metric.MeterName);
            known.Metrics.Add(metric);
        }
    }
}
