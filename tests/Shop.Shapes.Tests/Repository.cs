using System.Diagnostics;

namespace Shop.Shapes.Tests;

/// <summary>The repository that these tests were built in, and its command as users run it.</summary>
internal static class Repository
{
    private static readonly string Dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
        ? path
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>The folder that the solution stands in.</summary>
    public static string Root { get; } = FindRoot();

    public static ProcessStartInfo Roost(params string[] arguments)
    {
        var start = new ProcessStartInfo(Dotnet, [Path.Combine(Root, "src", "Roost.Cli", "bin", "Debug", "net10.0", "Roost.Cli.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ROOST_ROOT"] = Root;
        return start;
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
