using System.CommandLine;
using System.Diagnostics;
using Roost.Cli.Processes;
using Roost.Cli.Workspace;

namespace Roost.Cli.Benching;

/// <summary><c>roost bench</c>: what <c>bench/run</c> measures. It ends as that does: with 1 if a bar is missed.</summary>
internal static class BenchCommand
{
    /// <summary>The names that <c>bench/run</c> knows.</summary>
    public static readonly string[] Benchmarks = ["throughput", "contracts", "remote", "gateway", "growth", "rolling", "startup", "outage", "checkout", "queue"];

    // Servers are to be taken down.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Command Create(Screen screen, StopSignals signals)
    {
        var names = new Argument<string[]>("name") { Description = $"{string.Join(", ", Benchmarks)}; all of them if you name none.", Arity = ArgumentArity.ZeroOrMore };
        names.AcceptOnlyFromAmong(Benchmarks);
        var command = new Command("bench", "Measure Roost, and its peers beside it.") { names };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(names) ?? [], screen, signals.Hurry, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] names, Screen screen, CancellationToken hurry, CancellationToken cancellationToken)
    {
        var script = Project.Find().PathOf("bench", "run");
        await using var run = ChildProcess.Start("bench", new ProcessStartInfo(script, names), screen.Say);
        try
        {
            return await run.Exited.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await run.StopAsync(Patience, hurry);
            throw;
        }
    }
}
