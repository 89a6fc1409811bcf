namespace Roost.Postgres.Embedded;

/// <summary>How much a crash of the machine may cost.</summary>
public enum ClusterDurability
{
    /// <summary>PostgreSQL's own defaults: a committed transaction survives a power cut.</summary>
    Durable,

    /// <summary>
    /// No flush to disk and no autovacuum: several times faster to write and to clone. A killed server process still loses
    /// nothing, a crashed machine may lose the cluster. For tests only.
    /// </summary>
    Fast,
}
