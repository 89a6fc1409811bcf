namespace Roost.Postgres.Embedded;

/// <summary>Who a connection string signs in as.</summary>
public enum ClusterRole
{
    /// <summary><c>roost_owner</c>: owns the database and runs migrations.</summary>
    Owner,

    /// <summary><c>roost_app</c>: the application, bound by row-level security.</summary>
    App,

    /// <summary><c>roost_system</c>: the queue and other machinery; sees no module's tables.</summary>
    System,

    /// <summary>The server's superuser, for tools and tests only.</summary>
    Superuser,
}
