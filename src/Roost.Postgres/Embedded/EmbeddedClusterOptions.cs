using System.Security.Cryptography;
using System.Text;

namespace Roost.Postgres.Embedded;

/// <summary>Where an <see cref="EmbeddedCluster"/> lives and how it runs.</summary>
public sealed record EmbeddedClusterOptions
{
    /// <summary>
    /// The folder that holds everything of this cluster: the data folder, the server's log, its passwords (mode 0600). Created if
    /// missing. When this process is root it must be a folder that the user <c>postgres</c> can reach.
    /// </summary>
    public required string Directory { get; init; }

    /// <summary>The TCP port on 127.0.0.1.</summary>
    /// <value>null: the port of the last start if it is still free, else any free one.</value>
    public int? Port { get; init; }

    /// <summary>How much a crash of the machine may cost.</summary>
    /// <value><see cref="ClusterDurability.Durable"/></value>
    public ClusterDurability Durability { get; init; }

    /// <summary>How many connections the server accepts.</summary>
    /// <value>100</value>
    public int MaxConnections { get; init; } = 100;

    /// <summary>Further server settings by their names in <c>postgresql.conf</c>; they win over the ones set here.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The folder of PostgreSQL's programs.</summary>
    /// <value>null: the environment variable <see cref="PostgresBinaries.FolderVariable"/>, else the usual places are searched.</value>
    public string? BinariesFolder { get; init; }

    /// <summary>
    /// Stops the server, and removes a cluster that <see cref="DeleteOnStop"/> marks, also when this process is killed. Without it
    /// the server lives on and the next start adopts it.
    /// </summary>
    /// <value>false</value>
    public bool StopWithOwner { get; init; }

    /// <summary>Removes <see cref="Directory"/> once the server has stopped.</summary>
    /// <value>false</value>
    public bool DeleteOnStop { get; init; }

    /// <summary>
    /// A lasting cluster for the project in <paramref name="projectFolder"/>: under its <c>.roost</c> folder, or under
    /// <c>/var/lib/roost</c> when this process is root, because the server's user may be unable to enter the project.
    /// </summary>
    /// <param name="projectFolder">The root folder of the project.</param>
    public static EmbeddedClusterOptions ForProject(string projectFolder)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(projectFolder));
        return new()
        {
            Directory = Environment.IsPrivilegedProcess
                ? Path.Combine("/var/lib/roost", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..12])
                : Path.Combine(path, ".roost", "postgres"),
        };
    }

    /// <summary>A fast cluster in a temporary folder that goes away with this process, for a run of tests.</summary>
    public static EmbeddedClusterOptions Throwaway() => new()
    {
        Directory = Path.Combine(Path.GetTempPath(), $"roost-{RandomNumberGenerator.GetHexString(10, lowercase: true)}"),
        Durability = ClusterDurability.Fast,
        StopWithOwner = true,
        DeleteOnStop = true,
    };
}
