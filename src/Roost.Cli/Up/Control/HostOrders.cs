using Roost.Cli.Up.Hosts;
using Roost.Cli.Workspace;

namespace Roost.Cli.Up.Control;

/// <summary>Does with the hosts of this run what other commands ask.</summary>
internal sealed class HostOrders(TopologyPlan plan, HostFleet fleet, Project project, Screen screen)
{
    /// <summary>What brings a host back that does not run.</summary>
    public static string Revival(Project project, string host) => $"'./roost hosts start {host}{StateOption.Of(project)}' brings it back";

    public async Task<ControlAnswer> ObeyAsync(ControlOrder order, CancellationToken cancellationToken)
    {
        try
        {
            var done = order.Verb == ControlVerb.List ? null : await ActAsync(order.Verb, Find(order.Host), cancellationToken);
            return new(null, done, States());
        }
        catch (CliFault fault)
        {
            return new(fault.Message, null, []);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whoever asked is in another terminal, and would learn only that nobody answers.
            return new($"{order.Verb} failed: {exception}", null, []);
        }
    }

    /// <returns>What was done at last.</returns>
    private async Task<string> ActAsync(ControlVerb verb, HostPlan host, CancellationToken cancellationToken)
    {
        var isRunning = fleet.Find(host) is not null;
        if (plan.IsSingle && isRunning && verb is ControlVerb.Stop or ControlVerb.Kill)
        {
            throw new CliFault("There is one host only, and without it nothing is left: stop everything with Ctrl+C, or choose a topology with more (roost up --topology).");
        }

        var done = "";
        // One that did not come back from its last restart is started again.
        if (verb == ControlVerb.Stop || (verb == ControlVerb.Restart && isRunning))
        {
            await fleet.StopAsync(host, cancellationToken);
            done = Say($"{host.Name} is stopped");
        }

        if (verb == ControlVerb.Kill)
        {
            await fleet.KillAsync(host, cancellationToken);
            done = Say($"{host.Name} is killed; {Revival(project, host.Name)}");
        }

        if (verb is ControlVerb.Start or ControlVerb.Restart)
        {
            await fleet.StartAsync(host, cancellationToken);
            done = Say($"{host.Name} serves");
        }

        return done;
    }

    private string Say(string line)
    {
        screen.Done(line);
        return line;
    }

    private HostPlan Find(string? name) => plan.Hosts.FirstOrDefault(host => host.Name == name)
        ?? throw new CliFault($"There is no host '{name}': {string.Join(", ", plan.Hosts.Select(host => host.Name))}.");

    private List<HostState> States() => [.. plan.Hosts.Select(host => new HostState(host.Name, host.Purpose, host.Address, fleet.Find(host)?.Identity?.Id))];
}
