using System.Diagnostics;
using Roost.Cli.Processes;
using Roost.Cli.Workspace;

namespace Roost.Cli.Building;

/// <summary>
/// The compiler as a server, warm from one project to the next: without it each of some thirty compilations starts cold, and a first build takes
/// twice as long. Where the environment forbids it, because servers would stay behind, one of our own serves this build and ends with it.
/// </summary>
/// <remarks>The launcher names its server alike: it becomes this process, so the two share one.</remarks>
internal sealed class CompilerServer(Project project)
{
    private const string Switch = "UseSharedCompilation";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string? _own = bool.TryParse(Environment.GetEnvironmentVariable(Switch), out var allowed) && !allowed
        ? $"roost-{Environment.ProcessId}"
        : null;

    /// <summary>Lets a build find the server, or start it.</summary>
    public void Serve(ProcessStartInfo build)
    {
        // Counting calls for later optimization costs more than it brings in a process that lives for seconds.
        build.Environment["DOTNET_TieredPGO"] = "0";
        if (_own is not null)
        {
            build.Environment[Switch] = "true";
            build.Environment["SharedCompilationId"] = _own;
        }
    }

    /// <summary>Ends our own server; nobody else's.</summary>
    public async Task EndAsync()
    {
        if (_own is null)
        {
            return;
        }

        var compiler = Path.Combine(await FindSdkAsync(), "Roslyn", "bincore", "VBCSCompiler.dll");
        await RunAsync(Dotnet.Start(project.Root, compiler, $"-pipename:{_own}", "-shutdown"));
    }

    /// <summary>The SDK that this repository is built with.</summary>
    private async Task<string> FindSdkAsync()
    {
        var version = (await RunAsync(Dotnet.Start(project.Root, "--version"))).First();
        var line = (await RunAsync(Dotnet.Start(project.Root, "--list-sdks"))).First(line => line.StartsWith($"{version} [", StringComparison.Ordinal));
        return Path.Combine(line[(version.Length + 2)..].TrimEnd(']'), version);
    }

    private static async Task<IReadOnlyCollection<string>> RunAsync(ProcessStartInfo start)
    {
        await using var child = ChildProcess.Start("The compiler server", start, _ => { });
        await child.Exited.WaitAsync(Patience);
        return child.LastLines;
    }
}
