using Roost.Cli.Processes;
using Roost.Cli.Workspace;

namespace Roost.Cli.Building;

/// <summary>One msbuild invocation, quiet unless it fails.</summary>
internal static class Build
{
    public static async Task RunAsync(Project project, string target, CancellationToken cancellationToken)
    {
        var compiler = new CompilerServer(() => project.Root);
        try
        {
            await RunAsync(project, target, compiler, cancellationToken);
        }
        finally
        {
            await compiler.EndAsync();
        }
    }

    private static async Task RunAsync(Project project, string target, CompilerServer compiler, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var start = Dotnet.Start(project.Root, "build", target, "-v", "q", "-nologo", "-clp:NoSummary", "--tl:off");
        compiler.Serve(start);
        await using var build = ChildProcess.Start("The build", start, line =>
        {
            lock (lines)
            {
                lines.Add(line);
            }
        });
        if (await build.Exited.WaitAsync(cancellationToken) == 0)
        {
            return;
        }

        string[] said;
        lock (lines)
        {
            said = [.. lines];
        }

        // msbuild says everything once a project that needs it.
        var errors = said.Where(line => line.Contains("error", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct(StringComparer.Ordinal).ToArray();
        throw new CliFault($"The build of {Path.GetRelativePath(project.Root, target)} failed:\n{string.Join('\n', errors.Length > 0 ? errors : said)}");
    }
}
