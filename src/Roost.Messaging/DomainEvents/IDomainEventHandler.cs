namespace Roost.Messaging.DomainEvents;

/// <summary>Handles a domain event of its own module, in the operation that raises it.</summary>
/// <typeparam name="TEvent">The event: a type of the module's own.</typeparam>
public interface IDomainEventHandler<in TEvent>
{
    /// <summary>Handles it.</summary>
    /// <param name="domainEvent">What has happened.</param>
    /// <param name="cancellationToken">The token of whoever raised it.</param>
    /// <returns>Success, or the error that whoever raised it is told.</returns>
    Task<Result> HandleAsync(TEvent domainEvent, CancellationToken cancellationToken);
}
