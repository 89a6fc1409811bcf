namespace Roost.Messaging.DomainEvents;

internal sealed class OperationDomainEvents(DomainHandlers handlers, IServiceProvider services) : IDomainEvents
{
    public async Task<Result> RaiseAsync<TEvent>(TEvent domainEvent, CancellationToken cancellationToken)
        where TEvent : notnull
    {
        foreach (var handler in handlers.Of<TEvent>())
        {
            var handled = await handler.HandleAsync(services, domainEvent, cancellationToken);
            if (handled.Error is not null)
            {
                return handled;
            }
        }

        return Result.Success;
    }
}
