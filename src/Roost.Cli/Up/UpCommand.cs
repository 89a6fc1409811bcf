using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Roost.Cli.Processes;
using Roost.Cli.Up.Hosts;
using Roost.Cli.Workspace;

namespace Roost.Cli.Up;

/// <summary><c>roost up</c>: Shop with everything it needs.</summary>
internal static class UpCommand
{
    private const int DefaultPort = 8080;

    public static Command Create(Screen screen, StopSignals signals)
    {
        var fresh = new Option<bool>("--fresh") { Description = "Start over: throw away the database, mails and charges of earlier runs." };
        var port = new Option<int>("--port") { Description = "Shop's port.", HelpName = "N", DefaultValueFactory = _ => DefaultPort, CustomParser = ReadPort };
        var database = new Option<string?>("--database")
        {
            Description = "Use this PostgreSQL server instead of a private one: an administrator's connection string, as postgresql://… or Host=…;Username=….",
            HelpName = "CONNECTION",
        };
        var topology = new Option<string>("--topology")
        {
            Description = "Which hosts there are: single, workers, services, replicas, or a file. All are processes of their own on this machine.",
            HelpName = "NAME",
            DefaultValueFactory = _ => TopologyPlan.Default,
        };
        var state = StateOption.Create();
        var yes = new Option<bool>("--yes", "-y") { Description = "Install what is missing without asking." };
        var command = new Command("up", "Start Shop with its database and payment sandbox; stop with Ctrl+C.") { fresh, port, database, topology, state, yes };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new UpOptions(parsed.GetValue(fresh), parsed.GetValue(port), parsed.GetValue(database), parsed.GetValue(topology)!, parsed.GetValue(yes));
            return new UpRun(StateOption.Find(parsed.GetValue(state)), options, screen, signals).RunAsync(cancellationToken);
        });
        return command;
    }

    private static int ReadPort(ArgumentResult result)
    {
        var given = result.Tokens[^1].Value;
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535)
        {
            return port;
        }

        result.AddError($"--port takes a number from 1 to 65535, such as {DefaultPort}, and not '{given}'.");
        return DefaultPort;
    }
}
