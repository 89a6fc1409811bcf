using System.Security.Cryptography;
using System.Text;
using Roost.Cli.Workspace;

namespace Roost.Cli.Building;

/// <summary>
/// Whether anything that a build reads has changed since the last one: asking msbuild itself takes seconds, even for nothing to do.
/// </summary>
internal sealed class SourceStamp(Project project, string name, IReadOnlyList<string> outputs)
{
    private static readonly string[] Folders = ["src", "shop"];
    private static readonly string[] Files = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "NuGet.config"];
    // It lies among the sources, and no build reads it.
    private static readonly string[] Told = ["shop", "contracts.json"];
    private static readonly string[] Made = ["bin", "obj", "node_modules"];

    private readonly string _file = project.BuildState.PathOf($"{name}.stamp");

    /// <summary>What the sources are now; taken before the build, so that an edit during it counts.</summary>
    public string Take()
    {
        var files = Folders.SelectMany(folder => Sources(project.PathOf(folder))).Concat(Files.Select(file => new FileInfo(project.PathOf(file))).Where(file => file.Exists));
        var list = new StringBuilder();
        var told = project.PathOf(Told);
        foreach (var file in files.Where(file => file.FullName != told).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            list.Append(file.FullName).Append('|').Append(file.Length).Append('|').Append(file.LastWriteTimeUtc.Ticks).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list.ToString())));
    }

    public bool Matches(string stamp) => outputs.All(File.Exists) && File.Exists(_file) && File.ReadAllText(_file) == stamp;

    public void Save(string stamp) => project.BuildState.WriteSecret(_file, stamp);

    private static IEnumerable<FileInfo> Sources(string folder)
    {
        var directory = new DirectoryInfo(folder);
        return !directory.Exists
            ? []
            : directory.EnumerateFiles().Concat(directory.EnumerateDirectories().Where(child => !Made.Contains(child.Name)).SelectMany(child => Sources(child.FullName)));
    }
}
