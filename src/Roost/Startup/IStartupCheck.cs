namespace Roost.Startup;

/// <summary>Looks for faults before a host begins to listen. All checks run, side by side, and all faults are reported together.</summary>
/// <remarks>
/// A check reports what only a person can mend. A dependency that does not answer is none of that: the host starts
/// without it, says so at <c>/readyz</c>, and recovers by itself.
/// </remarks>
public interface IStartupCheck
{
    /// <summary>Adds what it finds to <paramref name="faults"/>.</summary>
    ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken);
}
