using System.Diagnostics;
using System.Runtime.InteropServices;
using Shop.Shapes.Tests;

namespace Shop.Faults.Tests.Stages;

/// <summary>The host as it is shipped, compiled ahead: it starts in half the time, which counts for whoever starts it a thousand times.</summary>
public sealed class Publication : IDisposable
{
    private readonly Lazy<Task<string>> _program;
    private readonly string _folder = Directory.CreateTempSubdirectory("shop-faults-host-").FullName;

    // Somebody who tries the same again may have published it already.
    public Publication() => _program = new(() => Environment.GetEnvironmentVariable("SHOP_FAULTS_HOST") is { } known ? Task.FromResult(known) : PublishAsync());

    /// <summary>The host's assembly, published when it is first asked for.</summary>
    internal Task<string> ProgramAsync() => _program.Value;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> PublishAsync()
    {
        var target = Path.Combine(_folder, "host");
        // Apart from the output of the build that the tests are of; and no server of the compiler's stays behind.
        string[] arguments =
        [
            "publish", Path.Combine(Repository.Root, "shop", "Shop.Host"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false",
            "-p:PublishReadyToRun=true", "--artifacts-path", Path.Combine(_folder, "build"), "-o", target, "-v", "q", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false",
        ];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        publish.ExitCode.ShouldBe(0, said);
        return Path.Combine(target, Path.GetFileName(typeof(Program).Assembly.Location));
    }
}
