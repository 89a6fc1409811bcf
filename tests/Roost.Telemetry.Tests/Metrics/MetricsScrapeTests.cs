using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Roost.Telemetry.Identity;
using Roost.Telemetry.Metrics.Prometheus;

namespace Roost.Telemetry.Tests.Metrics;

public sealed class MetricsScrapeTests
{
    [Fact]
    public async Task Scrapes_at_the_same_time_take_stock_once()
    {
        using var meter = new Meter("Scraped.Slowly");
        using var begun = new ManualResetEventSlim();
        using var enough = new ManualResetEventSlim();
        var asked = 0;
        meter.CreateObservableGauge("slow", () =>
        {
            begun.Set();
            enough.Wait(TimeSpan.FromSeconds(20)).ShouldBeTrue();
            return ++asked;
        });
        var exporter = new PrometheusExporter(new HostIdentity("host", "1.0.0", "here:1"));
        using var provider = Sdk.CreateMeterProviderBuilder().AddMeter("Scraped.Slowly").AddReader(new BaseExportingMetricReader(exporter)).Build();
        var scrape = new MetricsScrape(provider, exporter);

        var first = scrape.TakeAsync(ExpositionFormat.Text);
        begun.Wait(TimeSpan.FromSeconds(20)).ShouldBeTrue();
        var others = Enumerable.Range(0, 20).Select(_ => scrape.TakeAsync(ExpositionFormat.Text)).ToList();
        enough.Set();

        others.ShouldAllBe(other => other == first);
        await first;
        asked.ShouldBe(1);
        (await scrape.TakeAsync(ExpositionFormat.Text)).Length.ShouldBeGreaterThan(0);
        asked.ShouldBe(2);
    }
}
