using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.DomainEvents;

namespace Roost.Modules;

/// <summary>What a module says of its domain events.</summary>
public static class DomainEventDeclarations
{
    /// <summary>Declares who handles a domain event of this module, in the operation that raises it.</summary>
    /// <typeparam name="TEvent">The event: a type of the module's own, which no other module handles.</typeparam>
    /// <typeparam name="THandler">Who handles it.</typeparam>
    public static ModuleDeclaration HandlesInTransaction<TEvent, THandler>(this ModuleDeclaration module)
        where TEvent : notnull
        where THandler : class, IDomainEventHandler<TEvent>
    {
        ArgumentNullException.ThrowIfNull(module);
        return module.Add(new DomainHandlerFact<TEvent, THandler>()).Services(static services => services.AddScoped<THandler>());
    }
}
