using System.ComponentModel.DataAnnotations;

namespace Roost.Security.RateLimits;

/// <summary>So many requests in so long a time, counted from the first of them.</summary>
public sealed class RateLimit
{
    /// <summary>How many requests.</summary>
    [Range(1, 1_000_000_000)]
    public int Permits { get; set; }

    /// <summary>In how long a time, counted from the first of them.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Window { get; set; }
}
