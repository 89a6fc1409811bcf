using System.ComponentModel.DataAnnotations;
using Roost.Edge.Proxies;

namespace Roost.Edge;

/// <summary>What holds for every request. Section <c>Roost:Edge</c>.</summary>
public sealed class EdgeOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Roost:Edge";

    /// <summary>How long a request may take before it is answered with 504.</summary>
    /// <value>The default is 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest request body in bytes, unless the endpoint says otherwise.</summary>
    /// <value>The default is 1 MiB.</value>
    [Range(1024, 1L << 32)]
    public long MaxBodyBytes { get; set; } = 1 << 20;

    /// <summary>How deep JSON may be nested.</summary>
    /// <value>The default is 32.</value>
    [Range(1, 256)]
    public int MaxJsonDepth { get; set; } = 32;

    /// <summary>The origins that browsers may call from, such as <c>https://shop.example</c>.</summary>
    /// <value>The default is none.</value>
    public string[] CorsOrigins { get; set; } = [];

    /// <summary>
    /// The proxies in front of this host, as addresses or ranges such as <c>10.0.0.0/8</c>. What they say of the client's address and
    /// scheme, in <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c>, is believed; nobody else's word is.
    /// </summary>
    /// <value>The default is none.</value>
    [AddressRanges]
    public string[] TrustedProxies { get; set; } = [];

    /// <summary>How long running requests get to finish after a signal to stop.</summary>
    /// <value>The default is 20 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long the host goes on serving after readiness has gone off, so that load balancers notice before connections are refused.
    /// </summary>
    /// <value>The default is zero in development and 5 seconds elsewhere.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:02:00")]
    public TimeSpan? DrainDelay { get; set; }
}
