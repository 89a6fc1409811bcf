using Roost.Cli.Building;
using Roost.Cli.Processes;
using Roost.Cli.Workspace;

namespace Roost.Cli.Testing;

/// <summary>One test project, built: a program that runs its own tests.</summary>
internal sealed record TestProgram(string Name, string Folder)
{
    /// <summary>Whether some of its tests run only if they are asked for: they take long.</summary>
    public bool HasLongForm => Name.StartsWith("Roost.Messaging.", StringComparison.Ordinal) || Name.EndsWith(".Faults.Tests", StringComparison.Ordinal);

    /// <summary>Whether it knows nothing of what it tests but its addresses, and can be run against it in any topology.</summary>
    public bool IsBlackBox => Name.EndsWith(".Shapes.Tests", StringComparison.Ordinal);

    private string Assembly => Path.Combine(Folder, "bin", "Debug", "net10.0", $"{Name}.dll");

    public static IReadOnlyList<TestProgram> In(Project project) =>
        [.. Directory.EnumerateFiles(project.PathOf("tests"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => new TestProgram(Path.GetFileNameWithoutExtension(file), Path.GetDirectoryName(file)!))
            .Where(program => program.Name.EndsWith(".Tests", StringComparison.Ordinal))
            .OrderBy(program => program.Name, StringComparer.Ordinal)];

    public async Task<TestCounts> RunAsync(IReadOnlyList<string> filters, bool isLong, ShapeRun run, Action<string, string> onFailure, CancellationToken cancellationToken)
    {
        if (!File.Exists(Assembly))
        {
            throw new CliFault($"{Name} has not been built: leave --no-build out.");
        }

        var report = new TestReport(onFailure);
        // Matched against namespace, class and method in one; people type the spaces that stand for underscores.
        var selection = filters.SelectMany(filter => new[] { "-method", $"*{filter.Replace(' ', '_')}*" });
        var start = Dotnet.Start(Folder, [Assembly, "-automated", "async", "-explicit", isLong ? "on" : "off", .. selection]);
        if (run.Shape is not null)
        {
            start.Environment["ROOST_SHAPE"] = run.Shape;
            start.Environment["ROOST_SHAPE_SERVERS"] = run.WithServers ? "all" : "";
        }

        await using var child = ChildProcess.Start(Name, start, report.Read);
        var code = await child.Exited.WaitAsync(cancellationToken);
        return report.Conclude(Name, code, child.LastLines);
    }
}
