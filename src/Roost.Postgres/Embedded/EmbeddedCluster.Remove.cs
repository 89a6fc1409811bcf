namespace Roost.Postgres.Embedded;

public sealed partial class EmbeddedCluster
{
    /// <summary>Removes a cluster with all its data, after stopping a server that a killed owner left running.</summary>
    /// <param name="options">Where it is; nothing happens when nothing is there.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="EmbeddedClusterException"><see cref="ClusterFault.AlreadyRunning"/>: another process owns it.</exception>
    public static async Task RemoveAsync(EmbeddedClusterOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = new ClusterFolder(options.Directory);
        if (!Directory.Exists(folder.Root))
        {
            return;
        }

        await using var ownerLock = TakeLock(folder);
        if (Directory.Exists(folder.Data) && Postmaster.Find(folder.Data) is not null)
        {
            var user = await ServerUser.ResolveAsync(cancellationToken);
            var binaries = await PostgresBinaries.FindAsync(options.BinariesFolder, folder.DataMajor(), cancellationToken);
            await new ClusterServer(folder, user, binaries).StopAsync(cancellationToken);
        }

        Directory.Delete(folder.Root, recursive: true);
    }
}
