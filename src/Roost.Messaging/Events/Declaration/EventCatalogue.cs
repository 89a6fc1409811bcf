using Roost.Messaging.Events.Transport;
using Roost.Model;
using Roost.Topology;

namespace Roost.Messaging.Events.Declaration;

/// <summary>All events and subscriptions of this host's database, whatever it activates.</summary>
internal sealed class EventCatalogue
{
    private readonly Dictionary<Type, EventFact> _byType = [];

    public EventCatalogue(ApplicationModel model, HostShape shape)
    {
        foreach (var (_, published) in shape.StoredFacts<EventFact>())
        {
            _byType.TryAdd(published.EventType, published);
        }

        Subscriptions = [.. shape.StoredFacts<SubscriptionFact>().Select(subscription => subscription.Fact), .. Forwarding.Of(model, shape).Select(forward => forward.Fact)];
    }

    public IReadOnlyList<SubscriptionFact> Subscriptions { get; }

    /// <summary>Whether there is anything to deliver, or to deliver to.</summary>
    public bool HasEvents => _byType.Count > 0 || Subscriptions.Count > 0;

    public EventFact Of<TEvent>() => _byType.GetValueOrDefault(typeof(TEvent)) ?? throw new InvalidOperationException(
        $"No module of this image publishes {typeof(TEvent).Name}. Add .Publishes<{typeof(TEvent).Name}>() to the module whose event it is.");
}
