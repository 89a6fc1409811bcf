using OpenTelemetry.Metrics;

namespace Roost.Telemetry.Metrics.Prometheus;

/// <summary>Takes stock of the metrics, once for all who ask at the same time.</summary>
internal sealed class MetricsScrape(MeterProvider provider, PrometheusExporter exporter)
{
    private const int TimeoutMilliseconds = 5000;
    private readonly Lock _gate = new();
    private readonly Lock _collecting = new();
    private readonly Dictionary<ExpositionFormat, Task<ReadOnlyMemory<byte>>> _running = [];

    /// <summary>The text of all metrics, as it was when the first of those who wait asked.</summary>
    public Task<ReadOnlyMemory<byte>> TakeAsync(ExpositionFormat format)
    {
        lock (_gate)
        {
            if (!_running.TryGetValue(format, out var running) || running.IsCompleted)
            {
                running = _running[format] = Task.Run(() => Collect(format));
            }

            return running;
        }
    }

    private ReadOnlyMemory<byte> Collect(ExpositionFormat format)
    {
        // The exporter is asked through its reader, which is the provider's.
        ArgumentNullException.ThrowIfNull(provider);
        lock (_collecting)
        {
            return exporter.Take(format, TimeoutMilliseconds);
        }
    }
}
