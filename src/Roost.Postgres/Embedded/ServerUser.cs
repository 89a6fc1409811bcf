using System.Diagnostics;

namespace Roost.Postgres.Embedded;

/// <summary>
/// The operating system's user the server runs as. PostgreSQL refuses to run as root, so root hands its programs to
/// <c>postgres</c>; anyone else runs them as themselves.
/// </summary>
internal sealed class ServerUser
{
    private const string Unprivileged = "postgres";

    private readonly string? _name;

    private ServerUser(string? name) => _name = name;

    public string Description => _name is null ? $"user {Environment.UserName}" : $"user {_name}";

    public static async Task<ServerUser> ResolveAsync(CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new(null);
        }

        var found = await Command.RunAsync(new("id", ["-u", Unprivileged]), cancellationToken);
        return found.Succeeded
            ? new(Unprivileged)
            : throw new EmbeddedClusterException(
                ClusterFault.ServerUserMissing,
                $"PostgreSQL does not run as root and there is no user '{Unprivileged}': create it (useradd --system {Unprivileged}) or run this as an ordinary user.");
    }

    /// <summary>How <paramref name="program"/> is started as this user.</summary>
    public ProcessStartInfo Start(string program, params string[] arguments)
    {
        string[] line = _name switch
        {
            null => [program, .. arguments],
            // Unlike su and runuser it opens no session and puts no process in between.
            _ when OperatingSystem.IsLinux() => ["setpriv", $"--reuid={_name}", $"--regid={_name}", "--init-groups", "--", program, .. arguments],
            _ => ["sudo", "-n", "-u", _name, program, .. arguments],
        };
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            // The server's user may be unable to enter the folder this process stands in.
            WorkingDirectory = "/",
        };
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("PG", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(variable);
        }

        start.Environment["LC_ALL"] = "C";
        return start;
    }

    /// <summary>Creates a folder that only this user, and root, can enter.</summary>
    public async Task CreateFolderAsync(string path, CancellationToken cancellationToken)
    {
        PrivateFile.CreateFolder(path);
        if (_name is null)
        {
            return;
        }

        var owned = await Command.RunAsync(new("chown", [$"{_name}:", path]), cancellationToken);
        var reached = owned.Succeeded ? await Command.RunAsync(Start("ls", path), cancellationToken) : owned;
        if (!reached.Succeeded)
        {
            throw new EmbeddedClusterException(
                ClusterFault.PermissionDenied,
                $"The server runs as {Description}, who can't enter {path}: use a folder below /var/lib or /tmp. ({reached.Output.Trim()})");
        }
    }
}
