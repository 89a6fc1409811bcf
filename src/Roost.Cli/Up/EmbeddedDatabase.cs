using Roost.Cli.Processes;
using Roost.Cli.Workspace;
using Roost.Postgres.Embedded;

namespace Roost.Cli.Up;

/// <summary>A private cluster of this project.</summary>
internal static class EmbeddedDatabase
{
    public static async Task<ShopDatabase> StartAsync(Project project, bool fresh, CancellationToken cancellationToken)
    {
        var options = EmbeddedClusterOptions.ForProject(project.ClusterKey);
        if (fresh)
        {
            await EmbeddedCluster.RemoveAsync(options, cancellationToken);
        }

        var cluster = await EmbeddedCluster.StartAsync(options, cancellationToken);
        try
        {
            await cluster.EnsureDatabaseAsync(ShopDatabase.Name, cancellationToken);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }

        // Over the socket no password is asked for: only this user can enter its folder.
        var psql = $"psql -h '{cluster.SocketFolder}' -p {cluster.Port} -U {RoostRoles.Owner} {ShopDatabase.Name}";
        return new(Connection(ClusterRole.Owner), Connection(ClusterRole.App), Connection(ClusterRole.System), psql, Connection(ClusterRole.Superuser), () => cluster.StopAsync())
        {
            Server = ProcessIdentity.Of(cluster.ProcessId),
            LogFile = cluster.LogFile,
        };

        string Connection(ClusterRole role) => cluster.ConnectionString(role, ShopDatabase.Name);
    }
}
