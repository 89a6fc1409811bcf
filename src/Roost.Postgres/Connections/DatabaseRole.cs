namespace Roost.Postgres.Connections;

/// <summary>The three roles under which Roost reaches a database.</summary>
public enum DatabaseRole
{
    /// <summary>Serves requests: bound by row-level security, owns nothing, may only add to Roost's own tables.</summary>
    App,

    /// <summary>Runs Roost's own work: sees Roost's tables and no module's.</summary>
    System,

    /// <summary>Owns the schemas and migrates them.</summary>
    Owner,
}
