using System.Diagnostics;
using Roost.Cli.Processes;

namespace Roost.Cli.Install;

/// <summary>Installs a server from the system's packages: asks first on a terminal, unless told yes.</summary>
internal sealed class PackageInstallation(Screen screen, bool yes)
{
    /// <summary>Installs it.</summary>
    /// <param name="package">The server.</param>
    /// <param name="missing">What is the matter, in full, for whoever must do it by hand.</param>
    /// <param name="short">The same in a few words: "Redis is missing".</param>
    /// <param name="cancellationToken">Ends it behind the step that is being done.</param>
    /// <exception cref="CliFault">It was declined, takes a right that this user does not have, or failed.</exception>
    public async Task RunAsync(ServerPackage package, string missing, string @short, CancellationToken cancellationToken)
    {
        var system = PackageSystem.Here ?? throw new CliFault(missing);
        var prefix = await PrefixAsync(system, package, @short, cancellationToken);
        if (screen.CanAsk && !yes && !await screen.AskAsync($"{@short}. Install it with {system.Program}?", cancellationToken))
        {
            throw new CliFault(missing);
        }

        screen.Step($"Installing {package.Server} with {system.Program}");
        foreach (var step in system.StepsOf(package))
        {
            await StepAsync([.. prefix, .. step], cancellationToken);
        }
    }

    /// <summary>What stands before each command: nothing for root, sudo for who may use it without a password.</summary>
    private static async Task<string[]> PrefixAsync(PackageSystem system, ServerPackage package, string @short, CancellationToken cancellationToken)
    {
        if (!system.NeedsRoot || Environment.IsPrivilegedProcess)
        {
            return [];
        }

        if (PackageSystem.OnPath("sudo"))
        {
            await using var sudo = ChildProcess.Start("sudo", new("sudo", ["-n", "true"]), _ => { });
            if (await sudo.Exited.WaitAsync(cancellationToken) == 0)
            {
                return ["sudo", "-n"];
            }
        }

        throw new CliFault($"{@short} and installing it takes root. Type: {system.ByHand(package)}");
    }

    /// <summary>A package half installed is worse than a moment's wait, so the stop takes effect after the step.</summary>
    private async Task StepAsync(string[] command, CancellationToken cancellationToken)
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
}
