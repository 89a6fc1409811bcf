using System.Globalization;
using Roost.Cli.Building;
using Roost.Cli.Install;
using Roost.Cli.Up.Hosts;
using Roost.Cli.Workspace;

namespace Roost.Cli.Testing;

/// <summary>One run of <c>roost test</c>. Its last line is the verdict.</summary>
internal sealed class SuiteRun(Project project, TestOptions options, Screen screen)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var all = TestProgram.In(project).Where(program => (!options.Faults || program.HasLongForm) && (options.Shape is null || program.IsBlackBox)).ToArray();
        var programs = all.Where(program => options.Project is null || Matches(program.Name, options.Project)).ToArray();
        if (programs.Length == 0)
        {
            throw new CliFault($"There is no test project '{options.Project}'{(options.Faults ? " with a long form" : options.Shape is not null ? " for shapes" : "")}: {string.Join(", ", all.Select(program => program.Name))}.");
        }

        if (options is { WithServers: true, Shape: null })
        {
            throw new CliFault("--with-servers goes with --shape: name a topology, or 'all'.");
        }

        var shapes = options.ShapeRuns(TopologyPlan.NamesIn(project), asked => TopologyPlan.Known(project, asked)).ToList();
        await new PostgresInstallation(screen, options.Yes).EnsureAsync(cancellationToken);
        var able = await new TestServers(options, screen).EnsureAsync(programs, cancellationToken);
        if (options.Build)
        {
            screen.Step("Building");
            await Build.RunAsync(project, project.SolutionFile, cancellationToken);
        }

        var counts = default(TestCounts);
        // One at a time: each runs its own tests in parallel, and bars of time are measured best on a machine that does nothing else.
        foreach (var (program, run) in from program in able from run in shapes select (program, run))
        {
            counts += await RunAsync(program, run, cancellationToken);
        }

        if (counts is { Passed: 0, Failed: 0 })
        {
            screen.Bad(options.Filters.Count > 0 ? $"No test's name holds {string.Join(" or ", options.Filters)}" : "There are no tests");
        }

        screen.Say(counts.ToString());
        return counts.IsSuccess ? 0 : 1;
    }

    private async Task<TestCounts> RunAsync(TestProgram program, ShapeRun run, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var counts = await program.RunAsync(options.Filters, options.Faults, run, ShowFailure, cancellationToken);
        if (counts != default)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{program.Name}{run}: {counts} ({TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s)");
            (counts.Failed == 0 ? (Action<string>)screen.Done : screen.Bad)(line);
        }

        return counts;
    }

    private void ShowFailure(string name, string text)
    {
        screen.Bad(name);
        screen.Say("    " + text.ReplaceLineEndings("\n    "));
    }

    private static bool Matches(string name, string asked) =>
        name.Equals(asked, StringComparison.OrdinalIgnoreCase) || name.Equals($"{asked}.Tests", StringComparison.OrdinalIgnoreCase);
}
