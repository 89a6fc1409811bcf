using System.Diagnostics;

namespace Roost.Testing.Applications;

/// <summary>Runs a command of a host program the way an operator does.</summary>
internal static class HostCommandProcess
{
    /// <summary>The dotnet that runs the tests, or that started what does; PATH may name another, or none.</summary>
    private static string Dotnet { get; } = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
        ? path
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static async Task<string> RunAsync(string assembly, string command, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Dotnet) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(assembly);
        start.ArgumentList.Add(command);
        foreach (var (key, value) in settings)
        {
            start.Environment[key == "environment" ? "DOTNET_ENVIRONMENT" : key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for it any more, and its connections would keep the database from being dropped.
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"'{Path.GetFileName(assembly)} {command}' ended with {process.ExitCode}:{Environment.NewLine}{await errors}{await output}");
    }
}
