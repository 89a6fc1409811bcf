using System.Diagnostics.Metrics;
using System.Net;
using Roost.Telemetry.Tests.Hosting;

namespace Roost.Telemetry.Tests.Metrics;

public sealed class MetricsEndpointTests
{
    [Theory]
    [InlineData("text/plain;version=0.0.4", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5", "application/openmetrics-text; version=1.0.0; charset=utf-8")]
    public async Task All_that_a_host_shows_is_well_formed(string accept, string contentType)
    {
        using var meter = new Meter("Roost.Strange");
        meter.CreateCounter<long>("strange.things", "{thing}", "A \"quoted\" \\ text\nin two lines")
            .AddAfterStart(out var counted);
        meter.CreateHistogram<double>("strange.size", "By").AddAfterStart(out var measured);
        meter.CreateUpDownCounter<int>("strange-level", "1").AddAfterStart(out var levelled);
        meter.CreateObservableGauge("depth.total", () => double.NaN, "%");
        await using var host = await TelemetryHost.StartAsync();
        counted.Add(3, new("text", "a\"b\\c\nd"), new("text.", "e"), new("is it", true), new("nothing", null));
        measured.Record(0.5);
        measured.Record(1e9);
        levelled.Add(-2);
        await host.GetAsync("/v1/things/1");

        var answer = await host.GetAsync("/metrics", ("Accept", accept));

        answer.Content.Headers.ContentType!.ToString().ShouldBe(contentType);
        var isOpenMetrics = contentType.StartsWith("application", StringComparison.Ordinal);
        var families = Exposition.Parse(await answer.Content.ReadAsStringAsync(), isOpenMetrics).Families;
        var total = isOpenMetrics ? "" : "_total";
        families["strange_things" + total].Samples.Single().Labels.ShouldBe(
            new Dictionary<string, string> { ["text"] = "a\"b\\c\nd;e", ["is_it"] = "true", ["nothing"] = "" }, ignoreOrder: true);
        families["strange_size_bytes"].Type.ShouldBe("histogram");
        families["strange_level_ratio"].Samples.Single().Value.ShouldBe(-2);
        families["depth_total_percent"].Samples.Single().Value.ShouldBe(double.NaN);
        families[isOpenMetrics ? "target" : "target_info"].Samples.Single().Labels["service_name"].ShouldBe("shelf-host");
        var requests = families["http_server_request_duration_seconds"].Samples.Where(sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).ToList();
        requests.ShouldHaveSingleItem().Labels["http_route"].ShouldBe("/v1/things/{id}");
        families.Keys.ShouldContain(name => name.StartsWith("dotnet_gc", StringComparison.Ordinal));
        families.Keys.ShouldContain(name => name.StartsWith("kestrel_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ten_thousand_paths_tenants_and_methods_make_no_more_series_than_ten()
    {
        await using var host = await TelemetryHost.StartAsync(isInMemory: true, settings: new() { ["Roost:Telemetry:RequestLogs"] = "None" });
        await Parallel.ForAsync(0, 10_000, async (i, _) =>
        {
            var path = (i % 3) switch { 0 => $"/v1/things/{i}", 1 => $"/unknown/{i}", _ => $"/v1/status/{200 + (i % 300)}?tenant={i}" };
            using var request = new HttpRequestMessage(i % 5 == 0 ? new HttpMethod($"M{i}") : HttpMethod.Get, path);
            request.Headers.Add("X-Tenant", $"tenant-{i}");
            request.Headers.Add("X-Correlation-ID", $"c-{i}");
            request.Headers.Host = $"shop-{i}.example";
            using var answer = await host.Client.SendAsync(request);
        });

        var text = await (await host.GetAsync("/metrics")).Content.ReadAsStringAsync();

        var families = Exposition.Parse(text, isOpenMetrics: false).Families;
        families["http_server_request_duration_seconds"].Samples.Count(sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).ShouldBeLessThan(40);
        families.Values.Sum(family => family.Samples.Count).ShouldBeLessThan(2000);
        text.ShouldNotContain("tenant-");
        text.ShouldNotContain("shop-");
    }

    [Fact]
    public async Task A_label_that_grows_without_bound_is_cut_off()
    {
        using var meter = new Meter("Roost.Careless");
        meter.CreateCounter<long>("careless").AddAfterStart(out var counter);
        await using var host = await TelemetryHost.StartAsync(isInMemory: true);
        for (var i = 0; i < 10_000; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("user", i));
        }

        var samples = Exposition.Parse(await (await host.GetAsync("/metrics")).Content.ReadAsStringAsync(), isOpenMetrics: false).Families["careless_total"].Samples;

        samples.Count.ShouldBeLessThanOrEqualTo(201);
        samples.Sum(sample => sample.Value).ShouldBe(10_000);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.OK)]
    [InlineData(null, "203.0.113.9", HttpStatusCode.NotFound)]
    [InlineData("Local", "203.0.113.9", HttpStatusCode.NotFound)]
    [InlineData("Anyone", "203.0.113.9", HttpStatusCode.OK)]
    [InlineData("None", null, HttpStatusCode.NotFound)]
    public async Task Strangers_see_metrics_only_if_they_may(string? access, string? forwardedFor, HttpStatusCode expected)
    {
        await using var host = await TelemetryHost.StartAsync(settings: access is null ? [] : new() { ["Roost:Telemetry:MetricsAccess"] = access });

        var answer = forwardedFor is null ? await host.GetAsync("/metrics") : await host.GetAsync("/metrics", ("X-Forwarded-For", forwardedFor));

        answer.StatusCode.ShouldBe(expected);
    }
}

internal static class InstrumentNames
{
    /// <summary>Lets a test name an instrument in the line that makes it, and use it once the host listens.</summary>
    public static void AddAfterStart<TInstrument>(this TInstrument instrument, out TInstrument name)
        where TInstrument : Instrument => name = instrument;
}
