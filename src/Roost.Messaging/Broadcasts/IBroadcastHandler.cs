namespace Roost.Messaging.Broadcasts;

/// <summary>
/// Hears a broadcast in one host, in an operation of its own: with the sender's tenant and correlation id, as the system. It is not repeated if it fails.
/// </summary>
/// <typeparam name="TBroadcast">The broadcast: a record that travels as JSON.</typeparam>
public interface IBroadcastHandler<in TBroadcast>
{
    /// <summary>Hears it. A host hears one broadcast after the other, so be quick.</summary>
    /// <param name="broadcast">What every host hears.</param>
    /// <param name="cancellationToken">Cancelled after ten seconds, or when the host ends.</param>
    Task HandleAsync(TBroadcast broadcast, CancellationToken cancellationToken);
}
