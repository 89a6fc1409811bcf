using Microsoft.Extensions.Configuration;

namespace Roost.Telemetry.Otlp;

/// <summary>Whether the standard variables name somewhere to send a signal to.</summary>
internal static class OtlpTarget
{
    /// <summary>Whether <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> or the signal's own variable is set, and nothing switches the signal off.</summary>
    /// <param name="configuration">Holds the environment's variables too.</param>
    /// <param name="signal"><c>TRACES</c> or <c>METRICS</c>.</param>
    public static bool IsSet(IConfiguration configuration, string signal) =>
        (IsGiven(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]) || IsGiven(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]))
        && !string.Equals(configuration[$"OTEL_{signal}_EXPORTER"], "none", StringComparison.OrdinalIgnoreCase)
        && !string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);

    private static bool IsGiven(string? value) => !string.IsNullOrWhiteSpace(value);
}
