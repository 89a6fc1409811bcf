using System.ComponentModel.DataAnnotations;

namespace Roost.Gateway;

/// <summary>How a gateway deals with the hosts behind it. Section <c>Roost:Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Roost:Gateway";

    /// <summary>How often it asks each host at <c>/readyz</c> whether it serves. A host that has said twice that it does not gets no requests while another does.</summary>
    /// <value>The default is one second.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan HealthInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long it waits for that answer.</summary>
    /// <value>The default is two seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan HealthTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long it waits for a connection to a host before it tries another one.</summary>
    /// <value>The default is two seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long nothing may come and go on an exchange that its endpoint has given no time-out, such as a stream of events or a WebSocket. All others end when the
    /// endpoint's own time is up; if one of them is given longer than this, it holds for all exchanges with the same hosts.
    /// </summary>
    /// <value>The default is ten minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(10);
}
