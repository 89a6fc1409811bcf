namespace Roost.Messaging.Events;

/// <summary>
/// Publishes integration events together with what the present operation writes: if it commits, every subscription hears of them, whoever dies
/// meanwhile; if not, they never were. Inject it into endpoints, services and handlers.
/// </summary>
public interface IEvents
{
    /// <summary>Collects an event. It is written right before the operation commits, all events of the operation with one statement.</summary>
    /// <param name="integrationEvent">What has happened; its type is published by a module of the image.</param>
    /// <param name="key">
    /// What it happened to, such as the order's id: a subscription that asks for order gets the events of one key one after the other. 1 to 200 characters.
    /// Two operations publish for one key in the order of their commits if both write the row that the key names.
    /// </param>
    /// <returns>The event's id, which every subscription is told.</returns>
    /// <exception cref="InvalidOperationException">No module publishes the type, or the operation has no tenant and the event needs one.</exception>
    /// <exception cref="ArgumentException">It is larger than <see cref="MessagingOptions.MaxPayloadBytes"/>, or the key is none.</exception>
    Guid Publish<TEvent>(TEvent integrationEvent, string? key = null)
        where TEvent : notnull;
}
