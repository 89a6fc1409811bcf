using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Declaration;
using Roost.Messaging.Events;
using Roost.Messaging.Events.Declaration;

namespace Roost.Modules;

/// <summary>What a module says of integration events.</summary>
public static class EventDeclarations
{
    /// <summary>Declares an event that this module publishes, and no other.</summary>
    /// <typeparam name="TEvent">The event: a record of the module's contracts assembly with <see cref="IntegrationEventAttribute"/>.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="declare">Whether it needs a tenant.</param>
    public static ModuleDeclaration Publishes<TEvent>(this ModuleDeclaration module, Action<EventDeclaration>? declare = null)
        where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(module);
        var declaration = new EventDeclaration();
        declare?.Invoke(declaration);
        return module.Add(new EventFact(typeof(TEvent), declaration));
    }

    /// <summary>
    /// Subscribes to an event. Each event comes as a job of this subscription's own, with attempts and dead letters that are no other's. Its kind is
    /// <c>module.on-event-type</c>, unless it is named.
    /// </summary>
    /// <typeparam name="TEvent">The event.</typeparam>
    /// <typeparam name="THandler">Who handles it, in the scope of one attempt.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="declare">Name, queue, priority, attempts, time-out, and whether it hears of what was published before.</param>
    public static ModuleDeclaration Handles<TEvent, THandler>(this ModuleDeclaration module, Action<JobDeclaration>? declare = null)
        where TEvent : notnull
        where THandler : class, IEventHandler<TEvent>
    {
        ArgumentNullException.ThrowIfNull(module);
        var declaration = new JobDeclaration();
        declare?.Invoke(declaration);
        return module
            .Add(new SubscriptionFact<TEvent, THandler>($"{module.Name}.{declaration.Name ?? $"on-{JobNames.Of(typeof(TEvent))}"}", declaration))
            .Services(static services => services.AddScoped<THandler>());
    }
}
