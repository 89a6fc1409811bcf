namespace Roost.Messaging.Events.Transport;

/// <summary>Takes in events of other databases. What comes in goes the way of those that are published here, but never on to a third database.</summary>
/// <remarks>Whoever may call it speaks for any tenant and any principal: authenticate the other side first.</remarks>
public interface IEventInbox
{
    /// <summary>Takes in an event, once for as long as what is over is kept (<see cref="MessagingOptions.Keep"/>). When it returns, the event is safe here.</summary>
    /// <param name="envelope">The event, as the other side's transport was given it.</param>
    /// <param name="cancellationToken">Ends the attempt; the event may have been received nevertheless.</param>
    /// <returns>Whether it was not known yet.</returns>
    /// <exception cref="System.Text.Json.JsonException">Its origin or its key cannot be read.</exception>
    Task<bool> ReceiveAsync(EventEnvelope envelope, CancellationToken cancellationToken = default);
}
