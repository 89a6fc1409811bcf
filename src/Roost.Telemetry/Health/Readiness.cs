using Roost.Edge.Drain;

namespace Roost.Telemetry.Health;

/// <summary>Whether requests should be sent here, and if not, why.</summary>
internal sealed class Readiness(Draining draining, DependencyWatch watch)
{
    private const string Host = "host";

    /// <summary>What stands in the way; nothing if the host is ready. Waits for a dependency only if it was never asked before.</summary>
    public async ValueTask<IReadOnlyList<ReadinessCause>> FindCausesAsync(CancellationToken cancellationToken)
    {
        var causes = new List<ReadinessCause>();
        if (draining.IsDraining)
        {
            causes.Add(new(Host, "It is being stopped, and finishes what it has begun."));
        }

        foreach (var probe in watch.Probes.Where(probe => probe.IsRequired))
        {
            var report = probe.Last ?? await probe.AskAsync().WaitAsync(cancellationToken);
            if (!report.IsUp)
            {
                causes.Add(new(report.Name, report.Cause ?? "It is away."));
            }
        }

        return causes;
    }
}
