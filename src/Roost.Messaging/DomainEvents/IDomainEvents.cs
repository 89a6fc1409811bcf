namespace Roost.Messaging.DomainEvents;

/// <summary>Tells the rest of the module, in the present operation, that something has happened in it. Inject it into services and handlers of the module.</summary>
public interface IDomainEvents
{
    /// <summary>
    /// Runs the module's handlers of the event one after the other, in the order of their declaration, in this scope and this transaction. Nobody else hears of it,
    /// and nothing is stored: if the operation fails, what they did is undone with it.
    /// </summary>
    /// <param name="domainEvent">What has happened.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The first error that a handler returns, behind which none runs; success where there is none. Exceptions go through to the caller.</returns>
    Task<Result> RaiseAsync<TEvent>(TEvent domainEvent, CancellationToken cancellationToken)
        where TEvent : notnull;
}
