using Roost.Messaging.Waking;

namespace Roost.Messaging.Events.Delivery;

internal sealed class EventReplay(EventStore store, WakeUps wakeUps) : IEventReplay
{
    public async Task<Result> ReplayAsync(string subscription, DateTimeOffset from, CancellationToken cancellationToken)
    {
        if (!await store.ReplayAsync(subscription, from, cancellationToken))
        {
            return Error.NotFound("events.no_subscription", $"Nobody subscribes under the name '{subscription}'.");
        }

        wakeUps.Wake([Signals.Outbox]);
        return Result.Success;
    }
}
