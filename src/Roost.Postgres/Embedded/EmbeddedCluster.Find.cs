namespace Roost.Postgres.Embedded;

public sealed partial class EmbeddedCluster
{
    /// <summary>How to reach a cluster that another process has started, and still owns. Nothing is started or changed.</summary>
    /// <param name="options">Where it lives.</param>
    /// <param name="role">Who signs in.</param>
    /// <param name="database">The database.</param>
    /// <returns>A connection string over TCP; <see langword="null"/> if no cluster runs there.</returns>
    public static string? FindRunning(EmbeddedClusterOptions options, ClusterRole role, string database)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = new ClusterFolder(options.Directory);
        return ClusterState.Read(folder.State) is { } state && Postmaster.Find(folder.Data) is { IsReady: true } ? ConnectionString(state, role, database) : null;
    }
}
