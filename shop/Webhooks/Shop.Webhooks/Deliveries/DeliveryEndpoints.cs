using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;
using Roost.Edge.Paging;
using Roost.Messaging.Jobs;
using Shop.Webhooks.Messages;
using Shop.Webhooks.Receivers;

namespace Shop.Webhooks.Deliveries;

internal sealed class DeliveryEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoint = routes.MapGroup("/webhook-endpoints/{id:guid}").RequireAuthorization(Policies.Staff);
        endpoint.MapPost("/test", TestAsync).WithSummary("Send a test message to a webhook endpoint");
        endpoint.MapGet("/deliveries", ListAsync).WithSummary("List what was sent to a webhook endpoint, newest first, with every attempt");
        endpoint.MapPost("/deliveries/{deliveryId:guid}/replay", ReplayAsync).WithSummary("Send a message again, under the same webhook-id");
    }

    private static async Task<Results<Accepted<DeliveryResponse>, ProblemHttpResult>> TestAsync(
        Guid id, ReceiverRepository receivers, DeliveryRepository deliveries, WebhookFanOut messages, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await receivers.FindAsync(id, cancellationToken) is null)
        {
            return WebhookErrors.NotFound.ToHttp();
        }

        var added = await messages.AddToAsync(id, WebhookTypes.Test, new TestData("It works."), Guid.CreateVersion7(time.GetUtcNow()), cancellationToken);
        return added is { } deliveryId && await deliveries.FindAsync(id, deliveryId, cancellationToken) is { } delivery
            ? TypedResults.Accepted(HistoryOf(id), DeliveryResponse.From(delivery))
            : WebhookErrors.Disabled.ToHttp();
    }

    private static async Task<Results<Ok<Page<DeliveryResponse>>, ProblemHttpResult>> ListAsync(
        Guid id,
        ReceiverRepository receivers,
        DeliveryRepository deliveries,
        Cursor? cursor,
        [Range(1, Cursor.MaxLimit)] int limit = Cursor.DefaultLimit,
        CancellationToken cancellationToken = default)
    {
        if (await receivers.FindAsync(id, cancellationToken) is null)
        {
            return WebhookErrors.NotFound.ToHttp();
        }

        var found = await deliveries.ListAsync(id, cursor?.After, limit + 1, cancellationToken);
        return TypedResults.Ok(Page<DeliveryResponse>.From(found, limit, DeliveryResponse.From, delivery => delivery.Id));
    }

    private static async Task<Results<Accepted<DeliveryResponse>, ProblemHttpResult>> ReplayAsync(
        Guid id, Guid deliveryId, ReceiverRepository receivers, DeliveryRepository deliveries, IJobs jobs, CancellationToken cancellationToken)
    {
        if (await receivers.FindAsync(id, cancellationToken) is not { } receiver)
        {
            return WebhookErrors.NotFound.ToHttp();
        }

        if (receiver.DisabledAt is not null)
        {
            return WebhookErrors.Disabled.ToHttp();
        }

        if (!await deliveries.ReopenAsync(id, deliveryId, cancellationToken) || await deliveries.FindAsync(id, deliveryId, cancellationToken) is not { } delivery)
        {
            return WebhookErrors.DeliveryNotFound.ToHttp();
        }

        jobs.Enqueue(new DeliverWebhook(deliveryId), DeliverWebhook.Once(deliveryId));
        return TypedResults.Accepted(HistoryOf(id), DeliveryResponse.From(delivery));
    }

    private static string HistoryOf(Guid id) => $"/v1/webhook-endpoints/{id}/deliveries";
}
