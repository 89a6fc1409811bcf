using System.Diagnostics;

namespace Roost.Messaging.Faults.Tests.Planted;

/// <summary>A copy of the sources that a worker is built of, in a temporary folder, to be spoiled and mended again.</summary>
internal sealed class Workshop : IDisposable
{
    private const string Worker = "tests/Roost.Messaging.TestWorker";
    private static readonly string[] Made = ["bin", "obj"];
    private readonly string _folder = Directory.CreateTempSubdirectory("roost-faults-").FullName;

    public Workshop()
    {
        foreach (var file in Directory.EnumerateFiles(Root).Where(file => Path.GetExtension(file) is ".props" or ".targets" or ".json" or ".config" or ".editorconfig"))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        Copy("src");
        Copy(Worker);
        File.Copy(Path.Combine(Root, "tests", "Directory.Build.props"), Path.Combine(_folder, "tests", "Directory.Build.props"));
    }

    // The folder that the solution stands in, somewhere above the test's own.
    private static string Root { get; } = FindRoot(new(AppContext.BaseDirectory));

    /// <summary>Builds a worker with a bug, and mends the sources again.</summary>
    /// <returns>The program.</returns>
    public async Task<string> BuildAsync(SourceBug bug)
    {
        var files = bug.Changes.Select(change => PathOf(change)).Distinct().ToDictionary(file => file, File.ReadAllText);
        try
        {
            foreach (var change in bug.Changes)
            {
                await File.WriteAllTextAsync(PathOf(change), change.Apply(await File.ReadAllTextAsync(PathOf(change))));
            }

            await BuildAsync();
        }
        finally
        {
            foreach (var (file, text) in files)
            {
                await File.WriteAllTextAsync(file, text);
            }
        }

        return Path.Combine(_folder, Worker, "bin", "Debug", "net10.0", "Roost.Messaging.TestWorker.dll");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task BuildAsync()
    {
        // No server of the compiler's stays behind, and a bug may leave a parameter unused.
        string[] arguments = ["build", Path.Combine(_folder, Worker), "-v", "q", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:TreatWarningsAsErrors=false"];
        using var build = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true })!;
        var said = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        build.ExitCode.ShouldBe(0, said);
    }

    private string PathOf(SourceChange change) => Path.Combine(_folder, "src", "Roost.Messaging", change.File);

    private void Copy(string folder)
    {
        var target = Directory.CreateDirectory(Path.Combine(_folder, folder)).FullName;
        var source = new DirectoryInfo(Path.Combine(Root, folder));
        foreach (var file in source.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(target, file.Name));
        }

        foreach (var child in source.EnumerateDirectories().Where(child => !Made.Contains(child.Name)))
        {
            Copy(Path.Combine(folder, child.Name));
        }
    }

    private static string FindRoot(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "Roost.slnx"))
        ? folder.FullName
        : FindRoot(folder.Parent ?? throw new DirectoryNotFoundException("The tests do not stand in the repository they were built in."));
}
