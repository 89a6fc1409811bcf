using System.CommandLine;
using System.CommandLine.Invocation;
using Roost.Cli.Benching;
using Roost.Cli.Building;
using Roost.Cli.Checking;
using Roost.Cli.Events;
using Roost.Cli.Hosts;
using Roost.Cli.Jobs;
using Roost.Cli.Processes;
using Roost.Cli.Sagas;
using Roost.Cli.Streams;
using Roost.Cli.Testing;
using Roost.Cli.Up;
using Roost.Cli.Workspace;
using Roost.Postgres.Embedded;

namespace Roost.Cli;

/// <summary>The commands, and how they end: 0 done, 1 failed with one clear line, 2 asked for what there is not, with one clear line, 130 interrupted before anything was done.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int Misunderstood = 2;
    private const int Interrupted = 130;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var screen = new Screen();
        using var signals = new StopSignals();
        var root = new RootCommand("Roost: a production backend for .NET. Start with 'roost up'.")
        {
            UpCommand.Create(screen, signals),
            TestCommand.Create(screen),
            HostsCommand.Create(screen),
            JobsCommand.Create(screen),
            EventsCommand.Create(screen),
            SagasCommand.Create(screen),
            StreamsCommand.Create(screen),
            CheckCommand.Create(screen),
            BenchCommand.Create(screen, signals),
        };
        try
        {
            // Signals are ours: the parser's own handling would end the process two seconds after the first one.
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            var parsed = root.Parse(arguments);
            // The parser's own answer repeats the whole help; who types nothing at all wants just that.
            if (arguments.Length > 0 && parsed.Action is ParseErrorAction)
            {
                screen.Fault(Misunderstanding.Explain(parsed));
                return Misunderstood;
            }

            return await parsed.InvokeAsync(configuration, signals.Stop);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            screen.Say("Interrupted.");
            return Interrupted;
        }
        // The system's own words on a full disk or a folder of somebody else's name the path, and say enough.
        catch (Exception e) when (e is CliFault or EmbeddedClusterException or IOException or UnauthorizedAccessException)
        {
            screen.Fault(e.Message);
            return Failed;
        }
        finally
        {
            // The launcher may have started one, and the command built nothing.
            await new CompilerServer(() => Project.Find().Root).EndAsync();
        }
    }
}
