using System.ComponentModel.DataAnnotations;

namespace Roost.Redis;

/// <summary>Which Redis hosts use together. Section <c>Roost:Redis</c>.</summary>
public sealed class RedisOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Roost:Redis";

    /// <summary>
    /// Where it is, as StackExchange.Redis writes it: <c>host:port,password=…,ssl=true</c>. A secret if there is a password in it.
    /// </summary>
    /// <value>The default is none: nothing is kept in Redis.</value>
    public string? Connection { get; set; }

    /// <summary>Whether locks are held there, too. A server that forgets, as after a crash, lets two hosts into one lock, whom only the fencing token tells apart.</summary>
    /// <value>The default is <see langword="true"/>. Otherwise they stay in PostgreSQL.</value>
    public bool HoldsLocks { get; set; } = true;

    /// <summary>What all keys begin with. Give each application its own where several share a server.</summary>
    /// <value>The default is <c>roost</c>.</value>
    [RegularExpression("^[a-z0-9-]{1,40}$", ErrorMessage = "Use 1 to 40 lower-case letters, digits and hyphens.")]
    public string Prefix { get; set; } = "roost";
}
