using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Roost.Cli.Processes;

/// <summary>kill(2); the framework has no name for SIGTERM to another process.</summary>
internal static class Signal
{
    private const int Sigterm = 15;

    /// <summary>Asks a process to end. On Windows it can only be ended.</summary>
    public static void Terminate(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill(entireProcessTree: true);
            return;
        }

        // The answer is of no use: a process that is gone already has done what it was asked to.
        _ = Kill(process.Id, Sigterm);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
