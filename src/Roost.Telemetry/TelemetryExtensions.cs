using Roost.Hosting;

namespace Roost.Telemetry;

/// <summary>Gives a host its telemetry.</summary>
public static class TelemetryExtensions
{
    /// <summary>Adds logs, traces, metrics and health; see <see cref="TelemetryOptions"/> for what can be chosen.</summary>
    public static RoostBuilder UseTelemetry(this RoostBuilder roost)
    {
        ArgumentNullException.ThrowIfNull(roost);
        return roost.Use(new TelemetryCapability());
    }
}
