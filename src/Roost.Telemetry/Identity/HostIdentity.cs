using System.Reflection;
using OpenTelemetry.Resources;
using Roost.Topology;

namespace Roost.Telemetry.Identity;

/// <summary>As what this process appears in traces and metrics (OpenTelemetry's resource conventions).</summary>
/// <param name="Name">The host's name in the topology.</param>
/// <param name="Version">The version of the application.</param>
/// <param name="Instance">This process among those of the same name.</param>
internal sealed record HostIdentity(string Name, string Version, string Instance)
{
    public static HostIdentity Of(HostShape shape) => new(
        shape.Name,
        // Without the commit that builds append behind a plus.
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0",
        $"{Environment.MachineName}:{Environment.ProcessId}");

    /// <summary>What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say counts more.</summary>
    public ResourceBuilder ToResource() => ResourceBuilder.CreateEmpty()
        .AddService(Name, serviceVersion: Version, autoGenerateServiceInstanceId: false, serviceInstanceId: Instance)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
