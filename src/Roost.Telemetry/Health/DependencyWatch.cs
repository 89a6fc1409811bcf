using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roost.Health;

namespace Roost.Telemetry.Health;

/// <summary>Asks every dependency once a second, so that readiness is known at once even while a dependency hangs.</summary>
internal sealed class DependencyWatch(IEnumerable<IDependencyCheck> checks, TimeProvider time, ILogger<DependencyWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>One for each dependency.</summary>
    public IReadOnlyList<DependencyProbe> Probes { get; } = [.. checks.Select(check => new DependencyProbe(check, time, logger))];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Probes.Count == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        // The first time is a second after the start, which has better to do; whoever wants to know earlier asks by asking.
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var probe in Probes)
            {
                // Not awaited: one that hangs must not keep the others from being asked.
                _ = probe.AskAsync();
            }
        }
    }
}
