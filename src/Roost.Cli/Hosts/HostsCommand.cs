using System.CommandLine;
using System.Globalization;
using Roost.Cli.Operators;
using Roost.Cli.Up.Control;
using Roost.Cli.Workspace;

namespace Roost.Cli.Hosts;

/// <summary><c>roost hosts</c>: the hosts of the <c>up</c> that runs in another terminal, to see, to stop and to start again.</summary>
internal static class HostsCommand
{
    public static Command Create(Screen screen)
    {
        var state = StateOption.Create();
        state.Description = "The folder that 'roost up' was given as --state.";
        state.Recursive = true;
        var command = new Command("hosts", "See and steer the hosts that 'roost up' has started.") { state };
        var list = new Command("list", "Show all hosts: what each does, where, and whether it runs.");
        list.SetAction((parsed, stop) => RunAsync(screen, parsed.GetValue(state), ControlVerb.List, null, stop));
        command.Add(list);
        command.Add(Of("start", "Start a host that does not run, and wait until it serves.", ControlVerb.Start, screen, state));
        command.Add(Of("stop", "Stop a host in order: it finishes what it has begun.", ControlVerb.Stop, screen, state));
        command.Add(Of("kill", "Kill a host as a failing machine would (SIGKILL).", ControlVerb.Kill, screen, state));
        command.Add(Of("restart", "Stop a host in order, and start it again.", ControlVerb.Restart, screen, state));
        return command;
    }

    private static Command Of(string name, string description, ControlVerb verb, Screen screen, Option<string?> state)
    {
        var host = new Argument<string>("host") { Description = "The host's name in the topology." };
        var command = new Command(name, description) { host };
        command.SetAction((parsed, stop) => RunAsync(screen, parsed.GetValue(state), verb, parsed.GetValue(host), stop));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, string? state, ControlVerb verb, string? host, CancellationToken stop)
    {
        var answer = await ControlClient.AskAsync(StateOption.Find(state).State, verb, host, stop);
        if (answer.Fault is { } fault)
        {
            throw new CliFault(fault);
        }

        if (answer.Done is { } done)
        {
            screen.Done(done);
        }

        var table = OperatorTable.Create("host", "does", "at", "process");
        foreach (var each in answer.Hosts)
        {
            table.Add(each.Name, each.Purpose, each.Address, each.Process?.ToString(CultureInfo.InvariantCulture) ?? "does not run");
        }

        screen.Show(table);
        return 0;
    }
}
