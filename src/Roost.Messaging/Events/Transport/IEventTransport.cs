namespace Roost.Messaging.Events.Transport;

/// <summary>Takes events to another database. Register one for each target as a singleton; a module says what goes there with <c>.Forwards&lt;TEvent&gt;(target)</c>.</summary>
public interface IEventTransport
{
    /// <summary>The name of the target, in lower-case letters, digits and hyphens.</summary>
    string Name { get; }

    /// <summary>
    /// Hands one event over, and returns when the other side has it for good: when its <see cref="IEventInbox"/> has received it, or something durable in between
    /// has it. What it throws is tried again, as any job is.
    /// </summary>
    /// <param name="envelope">The event. It may have been sent before.</param>
    /// <param name="cancellationToken">Cancelled when the attempt's time is up.</param>
    Task SendAsync(EventEnvelope envelope, CancellationToken cancellationToken);
}
