using Microsoft.Extensions.Options;

namespace Roost.Telemetry;

/// <summary>The options for those who need them before the start-up report has looked at them.</summary>
internal static class SettledOptions
{
    /// <summary>The options; the defaults if they are faulty, which the report is about to say, and needs a log for.</summary>
    public static TelemetryOptions OrDefaults(this IOptions<TelemetryOptions> options)
    {
        try
        {
            return options.Value;
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
        {
            return new();
        }
    }
}
