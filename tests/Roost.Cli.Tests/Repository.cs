using System.Diagnostics;

namespace Roost.Cli.Tests;

/// <summary>The repository these tests were built in, and its command as users run it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The command, built along with the tests.</summary>
    public static string Command { get; } = Path.Combine(AppContext.BaseDirectory, "Roost.Cli.dll");

    /// <summary>The dotnet that runs these tests, or that started what does; PATH may name another, or none.</summary>
    private static string Dotnet { get; } = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
        ? path
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static ProcessStartInfo Roost(string root, params string[] arguments)
    {
        var start = new ProcessStartInfo(Dotnet, [Command, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ROOST_ROOT"] = root;
        return start;
    }

    /// <summary>Runs the command to its end.</summary>
    public static Task<(int Code, string Output, string Errors)> RunAsync(string root, params string[] arguments) => RunAsync(Roost(root, arguments));

    /// <summary>Runs the command to its end, and ends it with the test.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output, await errors);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Roost.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run inside the repository.");
        }

        return folder.FullName;
    }
}
