using Microsoft.Extensions.DependencyInjection;
using Roost.Hosting;

namespace Roost.Messaging.DomainEvents;

/// <summary>A handler of a domain event that a module declares.</summary>
internal abstract record DomainHandlerFact(Type EventType) : INeedsCapability
{
    public ICapability CreateCapability() => new MessagingCapability();

    public abstract Task<Result> HandleAsync(IServiceProvider services, object domainEvent, CancellationToken cancellationToken);
}

internal sealed record DomainHandlerFact<TEvent, THandler>() : DomainHandlerFact(typeof(TEvent))
    where TEvent : notnull
    where THandler : class, IDomainEventHandler<TEvent>
{
    public override Task<Result> HandleAsync(IServiceProvider services, object domainEvent, CancellationToken cancellationToken) =>
        services.GetRequiredService<THandler>().HandleAsync((TEvent)domainEvent, cancellationToken);
}
