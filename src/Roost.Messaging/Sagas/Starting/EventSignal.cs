using Roost.Messaging.Events;

namespace Roost.Messaging.Sagas.Starting;

/// <summary>Tells a saga of an event, as a signal that has the event's id: one that is delivered again is not heard twice.</summary>
internal sealed class EventSignal<TEvent, TState>(ISagas sagas, SignalKey<TEvent, TState> key) : IEventHandler<TEvent>
    where TEvent : notnull
    where TState : class
{
    public Task<Result> HandleAsync(TEvent integrationEvent, EventRun run, CancellationToken cancellationToken)
    {
        if (key.Of(integrationEvent) is { } saga)
        {
            sagas.Signal<TState>(saga, integrationEvent, run.EventId);
        }

        return Task.FromResult(Result.Success);
    }
}

/// <summary>Which instance an event is for.</summary>
internal sealed record SignalKey<TEvent, TState>(Func<TEvent, string?> Of);
