using OpenTelemetry;
using OpenTelemetry.Metrics;
using Roost.Telemetry.Identity;

namespace Roost.Telemetry.Metrics.Prometheus;

/// <summary>Writes all metrics as text when it is told to.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter(HostIdentity identity) : BaseExporter<Metric>, IPullMetricExporter
{
    private ExpositionFormat _format = ExpositionFormat.Text;
    private ReadOnlyMemory<byte> _text;

    /// <summary>Set by the reader that this exporter is given to.</summary>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>The text of all metrics now. One at a time.</summary>
    /// <exception cref="InvalidOperationException">The metrics could not be collected in time.</exception>
    public ReadOnlyMemory<byte> Take(ExpositionFormat format, int timeoutMilliseconds)
    {
        _format = format;
        _text = default;
        return Collect?.Invoke(timeoutMilliseconds) == true
            ? _text
            : throw new InvalidOperationException("The metrics could not be collected.");
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var families = new Families();
        foreach (var metric in batch)
        {
            families.Add(metric);
        }

        var text = new ExpositionText(_format);
        text.WriteTarget(identity);
        foreach (var (family, metrics) in families.All)
        {
            text.WriteFamily(family, metrics);
        }

        _text = text.Finish();
        return ExportResult.Success;
    }
}
