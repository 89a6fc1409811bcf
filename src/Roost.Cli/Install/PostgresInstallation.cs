using System.Diagnostics;
using Roost.Cli.Processes;
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

        var system = PackageSystem.All.FirstOrDefault(system => OnPath(system.Program)) ?? throw new CliFault(missing.Message);
        var prefix = await PrefixAsync(system, missing, cancellationToken);
        if (screen.CanAsk && !yes && !await screen.AskAsync($"PostgreSQL {PostgresBinaries.OldestMajor} or newer is missing. Install it with {system.Program}?", cancellationToken))
        {
            throw new CliFault(missing.Message);
        }

        screen.Step($"Installing PostgreSQL with {system.Program}");
        foreach (var step in system.Steps)
        {
            await RunAsync([.. prefix, .. step], cancellationToken);
        }

        var installed = await PostgresBinaries.FindAsync(cancellationToken: cancellationToken);
        screen.Done($"PostgreSQL {installed.Version} is installed");
    }

    /// <summary>What stands before each command: nothing for root, sudo for who may use it without a password.</summary>
    private static async Task<string[]> PrefixAsync(PackageSystem system, EmbeddedClusterException missing, CancellationToken cancellationToken)
    {
        if (!system.NeedsRoot || Environment.IsPrivilegedProcess)
        {
            return [];
        }

        if (OnPath("sudo"))
        {
            await using var sudo = ChildProcess.Start("sudo", new("sudo", ["-n", "true"]), _ => { });
            if (await sudo.Exited.WaitAsync(cancellationToken) == 0)
            {
                return ["sudo", "-n"];
            }
        }

        var found = missing.Fault == ClusterFault.ServerTooOld ? "is too old here" : "is missing";
        throw new CliFault($"PostgreSQL {PostgresBinaries.OldestMajor} or newer {found} and installing it takes root. Type: {system.ByHand}");
    }

    /// <summary>A package half installed is worse than a moment's wait, so the stop takes effect after the step.</summary>
    private async Task RunAsync(string[] command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(command[0], command[1..]);
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        await using var step = ChildProcess.StartUninterrupted(command[0], start, _ => { });
        await using var stopped = cancellationToken.Register(() => screen.Step($"Waiting for '{string.Join(' ', command)}' to end"));
        var code = await step.Exited;
        cancellationToken.ThrowIfCancellationRequested();
        if (code != 0)
        {
            throw new CliFault($"'{string.Join(' ', command)}' ended with code {code}:\n{step.LastWords}");
        }
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));
}
