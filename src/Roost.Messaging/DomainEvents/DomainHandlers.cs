using System.Collections.Frozen;
using Roost.Model;

namespace Roost.Messaging.DomainEvents;

/// <summary>Who handles which domain event.</summary>
internal sealed class DomainHandlers(ApplicationModel model)
{
    private readonly FrozenDictionary<Type, DomainHandlerFact[]> _handlers = model.Facts<DomainHandlerFact>()
        .GroupBy(handler => handler.Fact.EventType, handler => handler.Fact)
        .ToFrozenDictionary(handlers => handlers.Key, handlers => handlers.ToArray());

    public IReadOnlyList<DomainHandlerFact> Of<TEvent>() => _handlers.GetValueOrDefault(typeof(TEvent)) ?? [];
}
