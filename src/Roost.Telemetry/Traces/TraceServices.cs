using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;
using Roost.Edge;
using Roost.Hosting;
using Roost.Telemetry.Identity;
using Roost.Telemetry.Otlp;

namespace Roost.Telemetry.Traces;

/// <summary>
/// Sends traces where the standard variables say. If they say nothing, no provider is built, nobody listens, and spans cost nothing.
/// </summary>
internal static class TraceServices
{
    private const double DevelopmentRatio = 1;
    private const double ProductionRatio = 0.01;

    public static void Add(CapabilityContext context)
    {
        if (!OtlpTarget.IsSet(context.Configuration, "TRACES"))
        {
            return;
        }

        var ratio = context.Environment.IsDevelopment() ? DevelopmentRatio : ProductionRatio;
        context.Services.AddSingleton(provider => Build(context.Configuration, ratio, provider.GetRequiredService<HostIdentity>()));
        context.Edge.Use(EdgeStage.Limits, static application => application.UseMiddleware<RequestSpanMiddleware>());
    }

    private static TracerProvider Build(IConfiguration configuration, double ratio, HostIdentity identity)
    {
        var builder = Sdk.CreateTracerProviderBuilder()
            // The SDK reads the OTEL_ variables from here, and so from wherever the host reads its configuration.
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(identity.ToResource())
            .AddSource("Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Roost", "Roost.*")
            .AddOtlpExporter();
        if (string.IsNullOrWhiteSpace(configuration["OTEL_TRACES_SAMPLER"]))
        {
            builder.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(ratio)));
        }

        return builder.Build();
    }
}
