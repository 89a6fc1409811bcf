using System.ComponentModel.DataAnnotations;

namespace Roost.Security.RateLimits;

/// <summary>How often callers may ask. Section <c>Roost:RateLimits</c>.</summary>
public sealed class RateLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Roost:RateLimits";

    /// <summary>
    /// Whether the hosts that clients come to count together, in the database of the application role. While it is away each host allows its share, and says so. Without a topology that
    /// names several such hosts, <c>Roost:Postgres:Hosts</c> says how many there are.
    /// </summary>
    /// <value>If it is not said: whether the topology has several such hosts.</value>
    public bool? IsShared { get; set; }

    /// <summary>
    /// How long a request waits to be counted together with other hosts. Then it is counted by its host alone. A store that is far away wants more.
    /// </summary>
    /// <value>The default is 500 ms.</value>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:10")]
    public TimeSpan StorePatience { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The limit of endpoints that name no other, for each signed-in principal, or each address of visitors.</summary>
    /// <value>The default is 3,000 requests in a minute.</value>
    [Required]
    public RateLimit Default { get; set; } = new() { Permits = 3000, Window = TimeSpan.FromMinutes(1) };

    /// <summary>The limit of sign-in, sign-up and the like, for each address.</summary>
    /// <value>The default is 20 requests in a minute.</value>
    [Required]
    public RateLimit SignIn { get; set; } = new() { Permits = 20, Window = TimeSpan.FromMinutes(1) };

    /// <summary>The limit of all who are signed in for one tenant together, and once more of all visitors who name it.</summary>
    /// <value>The default is 60,000 requests in a minute.</value>
    [Required]
    public RateLimit Tenant { get; set; } = new() { Permits = 60_000, Window = TimeSpan.FromMinutes(1) };
}
