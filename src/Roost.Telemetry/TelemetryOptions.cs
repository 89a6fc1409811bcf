using System.ComponentModel.DataAnnotations;
using Roost.Telemetry.Access;
using Roost.Telemetry.Logs;
using Roost.Telemetry.Requests;

namespace Roost.Telemetry;

/// <summary>
/// What a host says of itself. Section <c>Roost:Telemetry</c>. Log levels are the standard <c>Logging</c> section's; where traces and
/// metrics go, and how many requests are traced, the standard <c>OTEL_</c> variables'.
/// </summary>
public sealed class TelemetryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Roost:Telemetry";

    /// <summary>
    /// Which requests are logged: <c>All</c>, <c>Failures</c> (400 and above, but for 401, 404 and clients that hung up), or <c>None</c>.
    /// </summary>
    /// <value>The default is <c>All</c>.</value>
    [EnumDataType(typeof(RequestLogs))]
    public RequestLogs RequestLogs { get; set; } = RequestLogs.All;

    /// <summary>How log lines are written: <c>Json</c> or <c>Readable</c>.</summary>
    /// <value>The default is <c>Readable</c> in development and <c>Json</c> elsewhere.</value>
    [EnumDataType(typeof(LogFormat))]
    public LogFormat? LogFormat { get; set; }

    /// <summary>Whether readable lines are coloured: <c>Auto</c> (on a terminal, unless <c>NO_COLOR</c> is set), <c>Always</c>, <c>Never</c>.</summary>
    /// <value>The default is <c>Auto</c>.</value>
    [EnumDataType(typeof(LogColor))]
    public LogColor LogColor { get; set; } = LogColor.Auto;

    /// <summary>
    /// How many bytes of log lines may wait for the output. Requests never wait for it: when this is full, lines are dropped, and a
    /// later line says how many.
    /// </summary>
    /// <value>The default is 8 MiB.</value>
    [Range(64 * 1024, 1 << 30)]
    public int LogBufferBytes { get; set; } = 8 << 20;

    /// <summary>
    /// Who may read <c>/metrics</c>: <c>Anyone</c>; <c>Private</c>, which is this machine and private networks, but nobody that a proxy
    /// passed on; <c>Local</c>, of these this machine only; <c>None</c>. Others get 404.
    /// </summary>
    /// <value>The default is <c>Local</c>.</value>
    [EnumDataType(typeof(EndpointAccess))]
    public EndpointAccess MetricsAccess { get; set; } = EndpointAccess.Local;

    /// <summary>Who may see at <c>/healthz</c> which dependency is away and why. Others see only whether all is well.</summary>
    /// <value>The default is <c>Local</c>.</value>
    [EnumDataType(typeof(EndpointAccess))]
    public EndpointAccess HealthDetails { get; set; } = EndpointAccess.Local;
}
