using Roost.Postgres.Embedded;

namespace Roost.Cli.Install;

/// <summary>Sees to it that PostgreSQL's programs are there.</summary>
internal sealed class PostgresInstallation(Screen screen, bool yes)
{
    /// <summary>
    /// Installs PostgreSQL from the system's packages if it is missing: asks first on a terminal, unless told yes. Never when
    /// <see cref="PostgresBinaries.FolderVariable"/> names a folder: no other would be used.
    /// </summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        EmbeddedClusterException missing;
        try
        {
            await PostgresBinaries.FindAsync(cancellationToken: cancellationToken);
            return;
        }
        // The package brings the user along, too.
        catch (EmbeddedClusterException e) when (e.Fault is ClusterFault.BinariesMissing or ClusterFault.ServerTooOld or ClusterFault.ServerUserMissing)
        {
            missing = e;
        }

        if (Environment.GetEnvironmentVariable(PostgresBinaries.FolderVariable) is { Length: > 0 } folder)
        {
            throw missing.Fault == ClusterFault.BinariesMissing
                ? new CliFault($"The folder {folder}, which {PostgresBinaries.FolderVariable} names, holds no PostgreSQL server: correct or unset it.", missing)
                : new CliFault(missing.Message, missing);
        }

        var version = PostgresBinaries.OldestMajor;
        await new PackageInstallation(screen, yes).RunAsync(
            ServerPackage.Postgres, missing.Message, $"PostgreSQL {version} or newer {(missing.Fault == ClusterFault.ServerTooOld ? "is too old here" : "is missing")}", cancellationToken);
        var installed = await PostgresBinaries.FindAsync(cancellationToken: cancellationToken);
        screen.Done($"PostgreSQL {installed.Version} is installed");
    }
}
