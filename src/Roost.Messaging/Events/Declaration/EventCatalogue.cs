using Roost.Model;

namespace Roost.Messaging.Events.Declaration;

/// <summary>All events and subscriptions of the image, whatever this host activates.</summary>
internal sealed class EventCatalogue
{
    private readonly Dictionary<Type, EventFact> _byType = [];

    public EventCatalogue(ApplicationModel model)
    {
        foreach (var (_, published) in model.Facts<EventFact>())
        {
            _byType.TryAdd(published.EventType, published);
        }

        Subscriptions = [.. model.Facts<SubscriptionFact>().Select(subscription => subscription.Fact)];
    }

    public IReadOnlyList<SubscriptionFact> Subscriptions { get; }

    /// <summary>Whether there is anything to deliver, or to deliver to.</summary>
    public bool HasEvents => _byType.Count > 0 || Subscriptions.Count > 0;

    public EventFact Of<TEvent>() => _byType.GetValueOrDefault(typeof(TEvent)) ?? throw new InvalidOperationException(
        $"No module of this image publishes {typeof(TEvent).Name}. Add .Publishes<{typeof(TEvent).Name}>() to the module whose event it is.");
}
