using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Declaration;
using Roost.Messaging.Events;
using Roost.Messaging.Events.Declaration;
using Roost.Messaging.Events.Transport;

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

    /// <summary>
    /// Takes an event of this module to another database, in which an <see cref="IEventInbox"/> receives it. Each event goes by a job of its own, with attempts and
    /// dead letters; in order of its keys if <c>InOrder()</c> is said. Its kind is <c>module.forward-event-type-to-target</c>, unless it is named.
    /// </summary>
    /// <typeparam name="TEvent">The event.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="target">The <see cref="IEventTransport.Name"/> of the transport that takes it there.</param>
    /// <param name="declare">Name, queue, priority, attempts, time-out, order.</param>
    public static ModuleDeclaration Forwards<TEvent>(this ModuleDeclaration module, string target, Action<JobDeclaration>? declare = null)
        where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(module);
        var declaration = new JobDeclaration();
        declare?.Invoke(declaration);
        var name = declaration.Name ?? $"forward-{JobNames.Of(typeof(TEvent))}-to-{JobDeclaration.CheckName(target)}";
        return module.Add(new ForwardFact($"{module.Name}.{name}", typeof(TEvent), target, declaration));
    }
}
