using System.Security.Cryptography;
using System.Text;

namespace Roost.Postgres.Embedded;

/// <summary>What lies where in the folder of a cluster.</summary>
internal sealed class ClusterFolder(string root)
{
    /// <summary>sockaddr_un holds 108 bytes on Linux (104 on macOS), the last a zero.</summary>
    private static readonly int LongestSocketPath = OperatingSystem.IsMacOS() ? 103 : 107;

    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    public string Data => Path.Combine(Root, "data");

    /// <summary>initdb works here and the result is renamed, so that a data folder is whole or not there.</summary>
    public string NewData => Path.Combine(Root, "data.new");

    public string Settings => Path.Combine(Data, "roost.conf");

    public string Log => Path.Combine(Root, "postgres.log");

    public string State => Path.Combine(Root, "cluster.json");

    public string Lock => Path.Combine(Root, "owner.lock");

    /// <summary>The major version that made the data folder, null when there is none yet.</summary>
    public int? DataMajor()
    {
        var file = Path.Combine(Data, "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim().Split('.')[0], out var major) ? major : null;
    }

    /// <summary>Beside the data if the path is short enough, else below the user's runtime folder or the temporary one.</summary>
    public string SocketFolder()
    {
        var name = $"roost-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..12]}";
        string?[] choices =
        [
            Path.Combine(Root, "socket"),
            Environment.IsPrivilegedProcess ? null : Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime ? Path.Combine(runtime, name) : null,
            // Others may write to /tmp, so the name must not be guessed and taken first.
            Path.Combine("/tmp", $"{name}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}"),
        ];
        return choices.First(folder => folder is not null && Fits(folder))!;
    }

    private static bool Fits(string socketFolder) =>
        Encoding.UTF8.GetByteCount(Path.Combine(socketFolder, ".s.PGSQL.65535.lock")) <= LongestSocketPath;
}
