using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using Roost.Telemetry.Tests.Hosting;

namespace Roost.Telemetry.Tests.Traces;

/// <remarks>The sources of spans are the process's: while these run, no other host may.</remarks>
[Collection(nameof(AloneInTheProcess))]
public sealed class TraceTests
{
    [Fact]
    public async Task A_request_arrives_at_the_collector_with_its_route_tenant_and_principal()
    {
        await using var collector = await Collector.StartAsync();
        await using var host = await TelemetryHost.StartAsync("Development", To(collector));

        await host.GetAsync("/livez");
        await host.GetAsync("/metrics");
        await host.GetAsync("/v1/status/503");
        await host.GetAsync("/v1/things/brass-lamp", ("X-Signed-In", "1"), ("X-Correlation-ID", "checkout-17"));
        await host.DisposeAsync();

        // The collector is a server in this process too; ours are those that have been described.
        var spans = collector.Spans.Where(span => span.Scope == "Microsoft.AspNetCore" && span.Attributes.ContainsKey("url.scheme")).ToList();
        spans.Select(span => span.Name).ShouldBe(["GET /v1/status/{code:int}", "GET /v1/things/{id}"], ignoreOrder: true);
        var span = spans.Single(span => span.Name == "GET /v1/things/{id}");
        span.Resource["service.name"].ShouldBe("shelf-host");
        span.Resource.Keys.ShouldContain("service.version");
        span.Resource.Keys.ShouldContain("service.instance.id");
        span.Attributes["http.route"].ShouldBe("/v1/things/{id}");
        span.Attributes["http.request.method"].ShouldBe("GET");
        span.Attributes["http.response.status_code"].ShouldBe("200");
        span.Attributes["roost.tenant.id"].ShouldBe(TelemetryHost.Tenant.ToString());
        span.Attributes["enduser.id"].ShouldBe(TelemetryHost.Person.ToString());
        span.Attributes["roost.correlation.id"].ShouldBe("checkout-17");
        span.Attributes["roost.module"].ShouldBe("shelf");
        spans.Single(span => span.Name != "GET /v1/things/{id}").Attributes["error.type"].ShouldBe("503");
        // The exporter's own calls are made by HttpClient, which is listened to.
        collector.Spans.ShouldNotContain(span => span.Scope == "System.Net.Http" && span.Attributes.Values.Any(value => value.Contains("/v1/traces", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Metrics_go_to_the_collector_too()
    {
        await using var collector = await Collector.StartAsync();
        await using var host = await TelemetryHost.StartAsync(settings: To(collector));

        await host.GetAsync("/v1/things/1");
        await host.DisposeAsync();

        collector.Metrics.ShouldContain("http.server.request.duration");
    }

    [Fact]
    public async Task In_production_one_trace_in_a_hundred_is_kept_unless_the_variables_say_otherwise()
    {
        await using var collector = await Collector.StartAsync();
        await AskAsync(times: 500, To(collector), ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
        var sparing = Requests();
        await AskAsync(times: 20, new(To(collector)) { ["OTEL_TRACES_SAMPLER"] = "parentbased_always_on" }, ("X-Signed-In", "1"));

        // What a caller has decided to trace is traced. Of 500 others, 5 are to be expected, and 30 once in 10^14 runs.
        sparing.ShouldBeInRange(1, 31);
        (Requests() - sparing).ShouldBe(21);

        int Requests() => collector.Spans.Count(span => span.Scope == "Microsoft.AspNetCore" && span.Name == "GET /v1/things/{id}");
    }

    [Fact]
    public async Task Without_a_collector_no_provider_is_built_and_a_trace_that_a_caller_began_is_still_named()
    {
        await using var host = await TelemetryHost.StartAsync();

        host.Services.GetService<TracerProvider>().ShouldBeNull();
        await host.GetAsync("/v1/things/1", ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

        var line = await host.Output.EventAsync(line => line.GetProperty("category").GetString() == "Roost.Requests.shelf");
        line.GetProperty("traceId").GetString().ShouldBe("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    private static async Task AskAsync(int times, Dictionary<string, string?> settings, (string, string) lastOne)
    {
        await using var host = await TelemetryHost.StartAsync(settings: settings);
        // HttpClient would pass on a decision of this process's own.
        System.Diagnostics.Activity.Current = null;
        for (var i = 0; i < times; i++)
        {
            await host.GetAsync("/v1/things/1");
        }

        await host.GetAsync("/v1/things/1", lastOne);
    }

    private static Dictionary<string, string?> To(Collector collector) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };
}
