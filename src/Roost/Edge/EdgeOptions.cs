using System.ComponentModel.DataAnnotations;

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

    /// <summary>The origins that browsers may call from, such as <c>https://shop.example</c>. None by default.</summary>
    public string[] CorsOrigins { get; set; } = [];

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
