using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Configuration;
using Roost.Edge;
using Roost.Hosting;
using Roost.Telemetry.Health;
using Roost.Telemetry.Identity;
using Roost.Telemetry.Logs;
using Roost.Telemetry.Metrics;
using Roost.Telemetry.Otlp;
using Roost.Telemetry.Requests;
using Roost.Telemetry.Traces;

namespace Roost.Telemetry;

/// <summary>Lets a host say what it does and how it fares: logs, traces, metrics, health.</summary>
public sealed class TelemetryCapability : ICapability
{
    /// <inheritdoc/>
    public void Register(CapabilityContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var services = context.Services;
        services.AddCheckedOptions<TelemetryOptions>(TelemetryOptions.Section);
        services.AddSingleton(HostIdentity.Of(context.Shape));
        services.AddHostedService<ProviderStart>();
        LogServices.Add(context);
        // In the order in which a request passes them: its span is described with what its log line says.
        TraceServices.Add(context);
        context.Edge.Use(EdgeStage.Limits, UseRequestLog);
        MetricServices.Add(context);

        services.AddSingleton<DependencyWatch>();
        services.AddHostedService(static provider => provider.GetRequiredService<DependencyWatch>());
        services.AddSingleton<Readiness>();
        context.Edge.Map(HealthEndpoints.Map);
    }

    private static void UseRequestLog(IApplicationBuilder application)
    {
        var services = application.ApplicationServices;
        var which = services.GetRequiredService<IOptions<TelemetryOptions>>().OrDefaults().RequestLogs;
        if (which != RequestLogs.None)
        {
            services.GetRequiredService<EdgePipeline>().HasRequestLog = true;
            application.UseMiddleware<RequestLogMiddleware>(which, services.GetRequiredService<ILoggerFactory>());
        }
    }
}
