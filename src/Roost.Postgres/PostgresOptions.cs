using System.ComponentModel.DataAnnotations;

namespace Roost.Postgres;

/// <summary>How the host reaches PostgreSQL. Section <c>Roost:Postgres</c>.</summary>
/// <remarks>What a connection string itself says of pool and time-outs wins over these; only <c>Pooling=false</c> is refused.</remarks>
public sealed class PostgresOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Roost:Postgres";

    /// <summary>The application role's connection string. The role is bound by row-level security and owns nothing.</summary>
    [Required(ErrorMessage = "There is no connection string for the application role. For development, ./roost up brings a database along.")]
    public string? App { get; set; }

    /// <summary>
    /// The system role's connection string: it sees Roost's own tables and no module's. Needed by hosts that answer requests with an
    /// Idempotency-Key or work on queues.
    /// </summary>
    public string? System { get; set; }

    /// <summary>The owner's connection string. Only <c>migrate</c> needs it; leave it out where the application runs.</summary>
    public string? Owner { get; set; }

    /// <summary>The most connections that this host opens for each role.</summary>
    /// <value>The default is 10.</value>
    [Range(1, 1000)]
    public int PoolSize { get; set; } = 10;

    /// <summary>How many hosts share the server, for checking at start that their connections fit into its <c>max_connections</c>.</summary>
    /// <value>The default is 1.</value>
    [Range(1, 1000)]
    public int Hosts { get; set; } = 1;

    /// <summary>How long to wait for a connection, from the pool or the server, before the request fails with 503.</summary>
    /// <value>The default is 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a statement may take.</summary>
    /// <value>The default is 15 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromSeconds(15);
}
