namespace Roost.Startup;

/// <summary>Does beforehand what the first requests would have to wait for: models, pools, code that is not compiled yet.</summary>
/// <remarks>
/// Begun when the host listens, and run beside the first requests; nobody waits for it. It may fail: whoever needs the thing meets the
/// same fault, and tells of it where it matters. A host with a single processor does without.
/// </remarks>
public interface IWarmUp
{
    /// <summary>Warms up. Cancelled when the host stops.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
