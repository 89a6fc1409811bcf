using System.Diagnostics;
using System.Text;

namespace Roost.Generators.Tests.Builds;

/// <summary>A fixture's solution, built in a temporary copy.</summary>
internal static class FixtureBuild
{
    /// <summary>The errors that <c>dotnet build</c> prints, each once, sorted, with paths relative to the solution.</summary>
    public static async Task<string[]> ErrorsOfAsync(string fixture, CancellationToken cancellationToken)
    {
        // A fixed place would be shared by two runs of the tests; one below the repository would find its Directory.Build.props.
        var copy = Directory.CreateTempSubdirectory("roost-build-").FullName;
        try
        {
            Copy(Path.Combine(Folder(), "Fixtures", fixture), copy);
            var (code, output) = await BuildAsync(copy, cancellationToken);
            code.ShouldBe(1, output);
            var errors = output.Split('\n')
                .Where(line => line.Contains(": error ", StringComparison.Ordinal))
                .Select(line => line.Trim().Replace(copy + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))
                .Distinct()
                .Order(StringComparer.Ordinal)
                .ToArray();
            errors.ShouldNotBeEmpty(output);
            return errors;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static async Task<(int Code, string Output)> BuildAsync(string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            ArgumentList = { "build", "-nologo", "-tl:off", "-v:q", "-nodeReuse:false", $"-p:RoostBin={AppContext.BaseDirectory.TrimEnd('/', '\\')}" },
            Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["DOTNET_NOLOGO"] = "1" },
        };

        // What the build that runs these tests told its children is not meant for this one.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, output);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
