using Roost.Messaging.Jobs;

namespace Shop.Webhooks.Deliveries;

/// <summary>A job: send a message to an endpoint.</summary>
/// <param name="DeliveryId">The delivery.</param>
internal sealed record DeliverWebhook(Guid DeliveryId)
{
    /// <summary>A delivery that is replayed while it waits for its next attempt gets no second job.</summary>
    public static JobOptions Once(Guid deliveryId) => new() { UniqueKey = $"{deliveryId:N}" };
}
