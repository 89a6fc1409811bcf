namespace Roost.Messaging.Events;

/// <summary>
/// Handles one integration event for one subscription. It lives in the scope of one attempt, which is a job's: an operation of its own, with the tenant,
/// the principal and the correlation id of whoever published.
/// </summary>
/// <typeparam name="TEvent">The event.</typeparam>
/// <remarks>
/// What the handler writes through the operation's unit of work commits together with the end of the job, once, or not at all. What it does elsewhere may
/// happen again after a crash: make it repeatable under <see cref="EventRun.Id"/>.
/// </remarks>
public interface IEventHandler<in TEvent>
{
    /// <summary>Handles it.</summary>
    /// <param name="integrationEvent">What has happened.</param>
    /// <param name="run">Which event and which attempt it is.</param>
    /// <param name="cancellationToken">Cancelled when the attempt's time is up, the job's lease is lost, or the host ends.</param>
    /// <returns>As of a job: success, an error that says <em>try again</em>, or another, with which this subscription gives the event up.</returns>
    Task<Result> HandleAsync(TEvent integrationEvent, EventRun run, CancellationToken cancellationToken);
}
