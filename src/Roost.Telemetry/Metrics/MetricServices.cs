using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using Roost.Hosting;
using Roost.Telemetry.Access;
using Roost.Telemetry.Endpoints;
using Roost.Telemetry.Identity;
using Roost.Telemetry.Metrics.Prometheus;
using Roost.Telemetry.Otlp;

namespace Roost.Telemetry.Metrics;

/// <summary>Keeps the host's metrics, shows them at <c>/metrics</c>, and sends them where the standard variables say.</summary>
internal static class MetricServices
{
    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql", "Roost", "Roost.*",
    ];

    public static void Add(CapabilityContext context)
    {
        context.Services.AddSingleton(static provider => new PrometheusExporter(provider.GetRequiredService<HostIdentity>()));
        context.Services.AddMetrics();
        context.Services.AddSingleton<MetricsScrape>();
        context.Services.AddSingleton(provider => Build(provider, context.Configuration));
        context.Edge.Map(static routes => routes.MapOperations("/metrics", AnswerAsync));
    }

    private static MeterProvider Build(IServiceProvider services, IConfiguration configuration)
    {
        var builder = Sdk.CreateMeterProviderBuilder()
            // The SDK reads the OTEL_ variables from here, and so from wherever the host reads its configuration.
            .ConfigureServices(inner => inner.AddSingleton(configuration))
            .SetResourceBuilder(services.GetRequiredService<HostIdentity>().ToResource())
            .AddMeter(Meters)
            .AddView(new MetricViews(services.GetRequiredService<IMeterFactory>()).Of);
        if (services.GetRequiredService<IOptions<TelemetryOptions>>().OrDefaults().MetricsAccess != EndpointAccess.None)
        {
            builder.AddReader(new BaseExportingMetricReader(services.GetRequiredService<PrometheusExporter>()));
        }

        if (OtlpTarget.IsSet(configuration, "METRICS"))
        {
            builder.AddOtlpExporter();
        }

        return builder.Build();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        if (!context.MaySee(context.RequestServices.GetRequiredService<IOptions<TelemetryOptions>>().Value.MetricsAccess))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var format = ExpositionFormat.Choose(context.Request.Headers.Accept);
        var text = await context.RequestServices.GetRequiredService<MetricsScrape>().TakeAsync(format).WaitAsync(context.RequestAborted);
        context.Response.ContentType = format.ContentType;
        context.Response.ContentLength = text.Length;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(text, context.RequestAborted);
    }
}
