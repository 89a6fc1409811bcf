using System.Collections.Concurrent;
using Roost.Cli.Processes;

namespace Roost.Cli.Up.Hosts;

/// <summary>The hosts of one run: each a process that can be stopped, killed and started again while the others go on.</summary>
/// <param name="plan">Which there are.</param>
/// <param name="launch">Starts one.</param>
/// <param name="onDeath">Told when one has ended without being asked to, with its exit code; who has started it is told of one that ends before it serves.</param>
/// <param name="hurry">Ends those at once that are being stopped.</param>
internal sealed class HostFleet(TopologyPlan plan, Func<HostPlan, ChildProcess> launch, Action<ChildProcess, int> onDeath, CancellationToken hurry) : IAsyncDisposable
{
    /// <summary>Longer than a host takes to drain its requests.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(35);

    private readonly ConcurrentDictionary<string, ChildProcess> _running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public IEnumerable<ChildProcess> Running => _running.Values;

    public ChildProcess? Find(HostPlan host) => _running.TryGetValue(host.Name, out var child) && !child.Exited.IsCompleted ? child : null;

    /// <summary>Starts all that do not run, and waits until they serve.</summary>
    public Task StartAllAsync(CancellationToken cancellationToken) => InTurnAsync(() => StartAsync([.. plan.Hosts.Where(host => Find(host) is null)], cancellationToken), cancellationToken);

    public Task StartAsync(HostPlan host, CancellationToken cancellationToken) => InTurnAsync(
        () => Find(host) is null ? StartAsync([host], cancellationToken) : throw new CliFault($"{host.Name} runs already."), cancellationToken);

    public Task StopAsync(HostPlan host, CancellationToken cancellationToken) => InTurnAsync(
        () => EndAsync(Found(host), child => child.StopAsync(DrainTime, hurry)), cancellationToken);

    public Task KillAsync(HostPlan host, CancellationToken cancellationToken) => InTurnAsync(() => EndAsync(Found(host), child => child.KillAsync()), cancellationToken);

    /// <summary>Ends all, those first that send requests to others.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var hosts in plan.Hosts.GroupBy(host => host.IsGateway).OrderByDescending(group => group.Key))
        {
            await Task.WhenAll(hosts.Select(host => _running.TryGetValue(host.Name, out var child) ? EndAsync(child, child => child.StopAsync(DrainTime, hurry)) : Task.CompletedTask));
        }

        _turn.Dispose();
    }

    private async Task StartAsync(IReadOnlyList<HostPlan> hosts, CancellationToken cancellationToken)
    {
        foreach (var host in hosts)
        {
            if (_running.TryRemove(host.Name, out var former))
            {
                await former.DisposeAsync();
            }

            var child = launch(host);
            lock (_asked)
            {
                _asked.Remove(host.Name);
            }

            _running[host.Name] = child;
        }

        var faults = await Task.WhenAll(hosts.Select(host => FaultAsync(_running[host.Name], $"{host.Address}/readyz", cancellationToken)));
        // Those that have ended are told of by their faults; one that is only late may be there in the end.
        foreach (var child in hosts.Select(host => _running[host.Name]).Where(child => !child.Exited.IsCompleted))
        {
            _ = WatchAsync(child);
        }

        if (faults.OfType<CliFault>().ToList() is { Count: > 0 } found)
        {
            // Each of them, because one may not be able to go on without another.
            throw new CliFault(string.Join("\n\n", found.Select(fault => fault.Message)));
        }
    }

    private ChildProcess Found(HostPlan host) => Find(host) ?? throw new CliFault($"{host.Name} does not run.");

    private async Task EndAsync(ChildProcess child, Func<ChildProcess, Task> end)
    {
        lock (_asked)
        {
            _asked.Add(child.Name);
        }

        await end(child);
        await child.DisposeAsync();
        _running.TryRemove(child.Name, out _);
    }

    private static async Task<CliFault?> FaultAsync(ChildProcess child, string address, CancellationToken stop) =>
        await Readiness.WaitAsync(address, child.Exited, stop) is not { } answer ? null
        : child.Exited.IsCompleted ? ChildFaults.Failed(child, await child.Exited)
        : ChildFaults.NotReady(child, address, answer);

    private async Task WatchAsync(ChildProcess child)
    {
        var code = await child.Exited;
        bool wasAsked;
        lock (_asked)
        {
            wasAsked = _asked.Contains(child.Name);
        }

        if (!wasAsked)
        {
            onDeath(child, code);
        }
    }

    private async Task InTurnAsync(Func<Task> act, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await act();
        }
        finally
        {
            _turn.Release();
        }
    }
}
