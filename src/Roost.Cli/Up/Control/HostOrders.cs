using Roost.Cli.Up.Hosts;

namespace Roost.Cli.Up.Control;

/// <summary>Does with the hosts of this run what other commands ask.</summary>
internal sealed class HostOrders(TopologyPlan plan, HostFleet fleet, Screen screen)
{
    public async Task<ControlAnswer> ObeyAsync(ControlOrder order, CancellationToken cancellationToken)
    {
        try
        {
            if (order.Verb != ControlVerb.List)
            {
                await ActAsync(order.Verb, Find(order.Host), cancellationToken);
            }

            return new(null, States());
        }
        catch (CliFault fault)
        {
            return new(fault.Message, []);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whoever asked is in another terminal, and would learn only that nobody answers.
            return new($"{order.Verb} failed: {exception}", []);
        }
    }

    private async Task ActAsync(ControlVerb verb, HostPlan host, CancellationToken cancellationToken)
    {
        var isRunning = fleet.Find(host) is not null;
        if (plan.IsSingle && isRunning && verb is ControlVerb.Stop or ControlVerb.Kill)
        {
            throw new CliFault("There is one host only, and without it nothing is left: stop everything with Ctrl+C, or choose a topology with more (roost up --topology).");
        }

        // One that did not come back from its last restart is started again.
        if (verb == ControlVerb.Stop || (verb == ControlVerb.Restart && isRunning))
        {
            await fleet.StopAsync(host, cancellationToken);
            screen.Done($"{host.Name} is stopped");
        }

        if (verb == ControlVerb.Kill)
        {
            await fleet.KillAsync(host, cancellationToken);
            screen.Done($"{host.Name} is killed; './roost hosts start {host.Name}' brings it back");
        }

        if (verb is ControlVerb.Start or ControlVerb.Restart)
        {
            await fleet.StartAsync(host, cancellationToken);
            screen.Done($"{host.Name} serves");
        }
    }

    private HostPlan Find(string? name) => plan.Hosts.FirstOrDefault(host => host.Name == name)
        ?? throw new CliFault($"There is no host '{name}': {string.Join(", ", plan.Hosts.Select(host => host.Name))}.");

    private List<HostState> States() => [.. plan.Hosts.Select(host => new HostState(host.Name, host.Purpose, host.Address, fleet.Find(host)?.Identity?.Id))];
}
