namespace Roost.Startup;

/// <summary>Hands on the faults that were found while the host was being built.</summary>
internal sealed class CollectedFaults(IReadOnlyCollection<Fault> collected) : IStartupCheck
{
    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        foreach (var fault in collected)
        {
            faults.Add(fault);
        }

        return default;
    }
}
