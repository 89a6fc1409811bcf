using System.Diagnostics;

namespace Roost.Testing.Applications;

/// <summary>Runs a command of a host program the way an operator does.</summary>
internal static class HostCommandProcess
{
    public static async Task<string> RunAsync(string assembly, string command, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(assembly);
        start.ArgumentList.Add(command);
        foreach (var (key, value) in settings)
        {
            start.Environment[key == "environment" ? "DOTNET_ENVIRONMENT" : key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"'{Path.GetFileName(assembly)} {command}' ended with {process.ExitCode}:{Environment.NewLine}{await errors}{await output}");
    }
}
