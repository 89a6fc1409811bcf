using System.Diagnostics;
using System.Globalization;

namespace Roost.Postgres.Embedded;

/// <summary>
/// Ends something when this process ends, however it ends: a small shell waits for the end of a pipe that only this process holds
/// open, and the kernel closes that even after <c>kill -9</c>. Dispose it to call the watch off.
/// </summary>
public sealed class OwnerWatch : IDisposable
{
    private readonly Process _shell;

    private OwnerWatch(Process shell) => _shell = shell;

    /// <summary>Sends SIGTERM to a child process when this one is gone.</summary>
    /// <param name="processId">The child's process id.</param>
    public static OwnerWatch ForChild(int processId) =>
        Start(new("sh", ["-c", Script("kill -TERM \"$1\""), "sh", processId.ToString(CultureInfo.InvariantCulture)]));

    internal static OwnerWatch Start(ServerUser user, string script, params string[] arguments) =>
        Start(user.Start("sh", ["-c", Script(script), "sh", .. arguments]));

    /// <inheritdoc />
    public void Dispose()
    {
        _shell.Kill();
        _shell.Dispose();
    }

    private static OwnerWatch Start(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        return new(Process.Start(start)!);
    }

    // Ctrl+C in a terminal reaches every process of the group, and this one must outlive its owner.
    private static string Script(string atEnd) => $"trap '' INT TERM HUP; read -r _; {atEnd} >/dev/null 2>&1";
}
