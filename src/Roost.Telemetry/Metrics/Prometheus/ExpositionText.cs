using System.Buffers;
using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Roost.Telemetry.Identity;

namespace Roost.Telemetry.Metrics.Prometheus;

/// <summary>Writes metrics as text: Prometheus exposition format 0.0.4, or OpenMetrics 1.0.0 where the two differ.</summary>
internal sealed class ExpositionText(ExpositionFormat format)
{
    private readonly ArrayBufferWriter<byte> _bytes = new(32 * 1024);
    private readonly List<KeyValuePair<string, string>> _labels = [];

    /// <summary>Says whose metrics these are.</summary>
    public void WriteTarget(HostIdentity identity)
    {
        var info = format.IsOpenMetrics ? "target" : "target_info";
        Line($"# HELP {info} The host that shows these metrics.");
        Line($"# TYPE {info} {(format.IsOpenMetrics ? "info" : "gauge")}");
        _labels.Clear();
        _labels.Add(new("service_name", identity.Name));
        _labels.Add(new("service_version", identity.Version));
        _labels.Add(new("service_instance_id", identity.Instance));
        Sample("target_info", null, 1);
    }

    public void WriteFamily(MetricFamily family, IReadOnlyList<Metric> metrics)
    {
        var name = format.IsOpenMetrics ? family.Name : family.SampleName;
        Line($"# HELP {name} {EscapeHelp(family.Help)}");
        Line($"# TYPE {name} {family.Type}");
        if (format.IsOpenMetrics && family.Unit is not null)
        {
            Line($"# UNIT {name} {family.Unit}");
        }

        foreach (var metric in metrics)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                ReadLabels(point.Tags);
                if (metrics.Count > 1)
                {
                    // The same name in two meters: without this their series could not be told apart.
                    _labels.Add(new("otel_scope_name", metric.MeterName));
                }

                Write(family, metric.MetricType, point);
            }
        }
    }

    public ReadOnlyMemory<byte> Finish()
    {
        if (format.IsOpenMetrics)
        {
            Line($"# EOF");
        }

        return _bytes.WrittenMemory;
    }

    private void Write(MetricFamily family, MetricType type, in MetricPoint point)
    {
        switch (type)
        {
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                Sample(family.SampleName, null, point.GetSumLong());
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                Sample(family.SampleName, null, point.GetSumDouble());
                break;
            case MetricType.LongGauge:
                Sample(family.SampleName, null, point.GetGaugeLastValueLong());
                break;
            case MetricType.DoubleGauge:
                Sample(family.SampleName, null, point.GetGaugeLastValueDouble());
                break;
            case MetricType.Histogram:
                WriteHistogram(family.Name, point);
                break;
        }
    }

    private void WriteHistogram(string name, in MetricPoint point)
    {
        long below = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            Sample(name + "_bucket", Bound(bucket.ExplicitBound), below);
        }

        Sample(name + "_sum", null, point.GetHistogramSum());
        // Not the point's own count: it may have gone on since the buckets were read, and the two must agree.
        Sample(name + "_count", null, below);
    }

    private void ReadLabels(ReadOnlyTagCollection tags)
    {
        _labels.Clear();
        foreach (var (key, value) in tags)
        {
            var name = PrometheusName.Of(key);
            var text = value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
            var same = _labels.FindIndex(label => label.Key == name);
            if (same < 0)
            {
                _labels.Add(new(name, text));
            }
            else
            {
                // Two keys that look the same in Prometheus: both values stay, as the specification wants it.
                _labels[same] = new(name, $"{_labels[same].Value};{text}");
            }
        }
    }

    private void Sample(string name, string? bound, double value)
    {
        Put(name);
        if (_labels.Count > 0 || bound is not null)
        {
            Put("{");
            for (var i = 0; i < _labels.Count; i++)
            {
                Put($"{(i == 0 ? string.Empty : ",")}{_labels[i].Key}=\"{EscapeLabel(_labels[i].Value)}\"");
            }

            if (bound is not null)
            {
                Put($"{(_labels.Count == 0 ? string.Empty : ",")}le=\"{bound}\"");
            }

            Put("}");
        }

        Line($" {Number(value)}");
    }

    private string Bound(double bound) => Number(bound) is var text && format.IsOpenMetrics && !text.AsSpan().ContainsAny(".eIN") ? text + ".0" : text;

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e'),
    };

    private static string EscapeLabel(string text) => text.AsSpan().ContainsAny("\\\"\n")
        ? text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
        : text;

    private string EscapeHelp(string text)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return format.IsOpenMetrics ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    private void Put(string text) => Encoding.UTF8.GetBytes(text, _bytes);

    private void Line(FormattableString text) => Put(text.ToString(CultureInfo.InvariantCulture) + "\n");
}
