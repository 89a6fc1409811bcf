namespace Roost.Postgres.Embedded;

/// <summary>Why an <see cref="EmbeddedCluster"/> could not do what was asked.</summary>
public enum ClusterFault
{
    /// <summary>No PostgreSQL binaries were found on this machine.</summary>
    BinariesMissing,

    /// <summary>Binaries were found, but all are older than <see cref="PostgresBinaries.OldestMajor"/>.</summary>
    ServerTooOld,

    /// <summary>The binaries are there but the user the server runs as can't execute them.</summary>
    NotExecutable,

    /// <summary>Running as root, and there is no unprivileged user for the server.</summary>
    ServerUserMissing,

    /// <summary>A folder can't be created, read or written.</summary>
    PermissionDenied,

    /// <summary>The file system is full.</summary>
    DiskFull,

    /// <summary>The chosen port belongs to another process.</summary>
    PortInUse,

    /// <summary>The data folder was made by another major version of PostgreSQL.</summary>
    DataFolderVersion,

    /// <summary>Another process owns this cluster at the moment.</summary>
    AlreadyRunning,

    /// <summary>The database to clone from or to drop has open connections.</summary>
    DatabaseInUse,

    /// <summary>The operating system is one the embedded cluster does not run on.</summary>
    UnsupportedPlatform,

    /// <summary>The server did not start, or did not do as told, for a reason given in the message.</summary>
    ServerFailed,
}
