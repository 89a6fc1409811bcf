using System.Diagnostics;
using Roost.Cli.Processes;

namespace Roost.Cli.Building;

/// <summary>
/// The compiler as a server, warm from one project to the next: without it each of some thirty compilations starts cold, and a first build takes
/// twice as long. Where the environment forbids it, because servers would stay behind, one of our own serves this build and ends with it.
/// </summary>
/// <remarks>The launcher names its server alike: it becomes this process, so the two share one.</remarks>
internal sealed class CompilerServer(Func<string> folder)
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

    /// <summary>Ends our own server, if it runs; nobody else's.</summary>
    public async Task EndAsync()
    {
        // The compiler's own place for the socket that it is found by.
        if (_own is null || !File.Exists(Path.Combine("/tmp", _own)))
        {
            return;
        }

        try
        {
            var compiler = Path.Combine(await FindSdkAsync(), "Roslyn", "bincore", "VBCSCompiler.dll");
            await RunAsync(Dotnet.Start(folder(), compiler, $"-pipename:{_own}", "-shutdown"));
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException or CliFault)
        {
            // It ends by itself when nobody has called for a while; what the build said is worth more than this.
        }
    }

    /// <summary>The SDK that is used in this folder.</summary>
    private async Task<string> FindSdkAsync()
    {
        var version = (await RunAsync(Dotnet.Start(folder(), "--version"))).First();
        var line = (await RunAsync(Dotnet.Start(folder(), "--list-sdks"))).First(line => line.StartsWith($"{version} [", StringComparison.Ordinal));
        return Path.Combine(line[(version.Length + 2)..].TrimEnd(']'), version);
    }

    private static async Task<IReadOnlyCollection<string>> RunAsync(ProcessStartInfo start)
    {
        await using var child = ChildProcess.Start("The compiler server", start, _ => { });
        await child.Exited.WaitAsync(Patience);
        return child.LastLines;
    }
}
