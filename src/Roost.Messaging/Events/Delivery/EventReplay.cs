using Roost.Messaging.Steering;

namespace Roost.Messaging.Events.Delivery;

internal sealed class EventReplay(EventSteering steering) : IEventReplay
{
    public async Task<Result> ReplayAsync(string subscription, DateTimeOffset from, CancellationToken cancellationToken) =>
        await steering.ReplayAsync(subscription, from, cancellationToken)
            ? Result.Success
            : Error.NotFound("events.no_subscription", $"Nobody subscribes under the name '{subscription}'.");
}
