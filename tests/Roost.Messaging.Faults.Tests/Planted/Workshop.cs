using System.Diagnostics;

namespace Roost.Messaging.Faults.Tests.Planted;

/// <summary>A copy of the sources that a program is built of, in a temporary folder, to be spoiled and mended again.</summary>
internal sealed class Workshop : IDisposable
{
    private static readonly string[] Made = ["bin", "obj"];
    private readonly string _folder = Directory.CreateTempSubdirectory("roost-faults-").FullName;

    /// <summary>Copies what is needed.</summary>
    /// <param name="folders">The folders of the repository.</param>
    public Workshop(params IReadOnlyList<string> folders)
    {
        foreach (var file in Directory.EnumerateFiles(Root).Where(file => Path.GetExtension(file) is ".props" or ".targets" or ".json" or ".config" or ".editorconfig"))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        foreach (var folder in folders)
        {
            Copy(folder);
        }

        File.Copy(Path.Combine(Root, "tests", "Directory.Build.props"), Path.Combine(_folder, "tests", "Directory.Build.props"));
    }

    // The folder that the solution stands in, somewhere above the test's own.
    private static string Root { get; } = FindRoot(new(AppContext.BaseDirectory));

    /// <summary>Builds a program with changes, and mends the sources again.</summary>
    /// <param name="project">The folder of the program's project, named as it is.</param>
    /// <param name="changes">What is changed; nothing, if it is to be as it is.</param>
    /// <returns>The program.</returns>
    public async Task<string> BuildAsync(string project, params IReadOnlyList<SourceChange> changes)
    {
        var files = changes.Select(change => PathOf(change)).Distinct().ToDictionary(file => file, File.ReadAllText);
        try
        {
            foreach (var change in changes)
            {
                await File.WriteAllTextAsync(PathOf(change), change.Apply(await File.ReadAllTextAsync(PathOf(change))));
            }

            await BuildAsync(Path.Combine(_folder, project));
        }
        finally
        {
            foreach (var (file, text) in files)
            {
                await File.WriteAllTextAsync(file, text);
            }
        }

        return Path.Combine(_folder, project, "bin", "Debug", "net10.0", $"{Path.GetFileName(project)}.dll");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task BuildAsync(string project)
    {
        // No server of the compiler's stays behind, and a bug may leave a parameter unused.
        string[] arguments = ["build", project, "-v", "q", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:TreatWarningsAsErrors=false"];
        using var build = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true })!;
        var said = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        build.ExitCode.ShouldBe(0, said);
    }

    private string PathOf(SourceChange change) => Path.Combine(_folder, change.Folder, change.File);

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
