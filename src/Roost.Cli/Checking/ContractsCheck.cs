using System.Collections.Concurrent;
using Roost.Cli.Building;
using Roost.Cli.Processes;
using Roost.Cli.Workspace;

namespace Roost.Cli.Checking;

/// <summary>Builds Shop's host and lets it say what travels; nothing is started, and no server is needed.</summary>
internal sealed class ContractsCheck(Project project, Screen screen)
{
    /// <summary>Where the description is kept, in the repository.</summary>
    public const string FileName = "shop/contracts.json";

    private const string Host = "Shop.Host";
    private const int Broken = 1;

    // As for every other word that the command does not know.
    private const int Misunderstood = 2;

    // What the host says of a file that is not there, or not what it should be (sysexits.h).
    private const int NoInput = 66;
    private const int BadInput = 65;

    private string Program => project.PathOf("shop", Host, "bin", "Debug", "net10.0", $"{Host}.dll");

    public async Task<int> RunAsync(string? against, bool write, CancellationToken cancellationToken)
    {
        if (against is null && !write)
        {
            screen.Fault("'roost check contracts' needs something to compare with: --against main, a tag, or a file. With --write it writes one.");
            return Misunderstood;
        }

        try
        {
            // Before a build of minutes.
            using var baseline = against is null ? null : await Baseline.FindAsync(project, against, FileName, cancellationToken);
            await BuildAsync(cancellationToken);
            var code = baseline is null ? 0 : await HostAsync(["contracts", "--against", baseline.File, "--called", baseline.Called], cancellationToken);
            if (write && code is 0 or Broken)
            {
                await WriteAsync(cancellationToken);
            }

            return code;
        }
        catch (NoBaselineException e)
        {
            screen.Fault(e.Message);
            return Misunderstood;
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var code = await HostAsync(["contracts", project.PathOf(FileName.Split('/'))], cancellationToken);
        if (code != 0)
        {
            throw new CliFault($"{FileName} was not written.");
        }

        screen.Done($"{FileName} says what travels now");
    }

    private async Task BuildAsync(CancellationToken cancellationToken)
    {
        var sources = new SourceStamp(project, "contracts", [Program]);
        var stamp = sources.Take();
        if (sources.Matches(stamp))
        {
            return;
        }

        screen.Step("Building Shop; the first time takes a minute or two");
        await Build.RunAsync(project, project.PathOf("shop", Host, $"{Host}.csproj"), cancellationToken);
        sources.Save(stamp);
    }

    /// <summary>Runs a command of the host, and says what it says.</summary>
    private async Task<int> HostAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var lines = new ConcurrentQueue<string>();
        await using var host = ChildProcess.Start(Host, Dotnet.Start(project.Root, [Program, .. arguments]), lines.Enqueue);
        switch (await host.Exited.WaitAsync(cancellationToken))
        {
            case var code and (0 or Broken):
                foreach (var line in lines)
                {
                    screen.Raw(line);
                }

                return code;
            case NoInput or BadInput:
                throw new NoBaselineException(host.LastWords);
            default:
                throw new CliFault($"{Host} could not do it:\n{host.LastWords}");
        }
    }
}
