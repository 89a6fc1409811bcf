using Roost.Messaging.Jobs;
using Shop.Webhooks.Deliveries;

namespace Shop.Webhooks.Messages;

/// <summary>
/// Makes deliveries of what happened, one for each endpoint that asked for it, in the transaction of the operation that calls. The same
/// event again makes none.
/// </summary>
internal sealed class WebhookFanOut(DeliveryRepository deliveries, IJobs jobs, TimeProvider time)
{
    /// <summary>To all enabled endpoints of the tenant that asked for the type, and were there when it happened: events that are replayed are no news to those that came later.</summary>
    /// <param name="type">One of <see cref="WebhookTypes"/>.</param>
    /// <param name="data">What is said of the event; it goes out as JSON.</param>
    /// <param name="eventId">Names the event. Receivers see it, and know repetitions by it.</param>
    /// <param name="occurredAt">When it happened.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>How many deliveries were made.</returns>
    public async Task<int> AddAsync<TData>(string type, TData data, Guid eventId, DateTimeOffset occurredAt, CancellationToken cancellationToken)
    {
        var receivers = await deliveries.ReceiversOfAsync(type, occurredAt, cancellationToken);
        return receivers.Count == 0 ? 0 : (await AddAsync(receivers, type, data, eventId, occurredAt, cancellationToken)).Count;
    }

    /// <summary>To one endpoint, whatever it asked for.</summary>
    /// <returns>The delivery, or <see langword="null"/> if the endpoint is gone or disabled.</returns>
    public async Task<Guid?> AddToAsync<TData>(Guid receiverId, string type, TData data, Guid eventId, CancellationToken cancellationToken) =>
        await AddAsync([receiverId], type, data, eventId, time.GetUtcNow(), cancellationToken) is [var id] ? id : null;

    private async Task<IReadOnlyList<Guid>> AddAsync<TData>(
        IReadOnlyList<Guid> receivers, string type, TData data, Guid eventId, DateTimeOffset occurredAt, CancellationToken cancellationToken)
    {
        var body = new WebhookBody<TData>(type, occurredAt.ToUniversalTime(), data).Write();
        var added = await deliveries.AddAsync(receivers, eventId, type, body, time.GetUtcNow(), cancellationToken);
        foreach (var id in added)
        {
            jobs.Enqueue(new DeliverWebhook(id), DeliverWebhook.Once(id));
        }

        return added;
    }
}
