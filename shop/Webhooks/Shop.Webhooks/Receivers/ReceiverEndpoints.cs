using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;
using Roost.Edge.OpenApi;
using Roost.Edge.Paging;
using Shop.Webhooks.Addresses;
using Shop.Webhooks.Messages;

namespace Shop.Webhooks.Receivers;

internal sealed class ReceiverEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var staff = routes.MapGroup("/webhook-endpoints").RequireAuthorization(Policies.Staff);
        staff.MapGet("", ListAsync).WithSummary("List webhook endpoints, newest first");
        staff.MapGet("/{id:guid}", GetAsync).WithSummary("Show a webhook endpoint");

        // Whoever sets these decides where the shop's data goes.
        var owner = routes.MapGroup("/webhook-endpoints").RequireAuthorization(Policies.Owner);
        owner.MapPost("", CreateAsync).WithSummary("Have messages sent to an address")
            .WithExample(new CreateReceiver("https://hooks.example.com/shop", [WebhookTypes.OrderConfirmed, WebhookTypes.PaymentRefunded], "The warehouse."));
        owner.MapPost("/{id:guid}/enable", EnableAsync).WithSummary("Enable a webhook endpoint that was disabled");
        owner.MapPost("/{id:guid}/rotate-secret", RotateSecretAsync).WithSummary("Give a webhook endpoint a new secret; for a while messages are signed with both");
        owner.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Delete a webhook endpoint, with its deliveries");
    }

    private static async Task<Ok<Page<ReceiverResponse>>> ListAsync(
        ReceiverRepository receivers,
        Cursor? cursor,
        [Range(1, Cursor.MaxLimit)] int limit = Cursor.DefaultLimit,
        CancellationToken cancellationToken = default)
    {
        var found = await receivers.ListAsync(cursor?.After, limit + 1, cancellationToken);
        return TypedResults.Ok(Page<ReceiverResponse>.From(found, limit, ReceiverResponse.From, receiver => receiver.Id));
    }

    private static async Task<Results<Ok<ReceiverResponse>, ProblemHttpResult>> GetAsync(
        Guid id, ReceiverRepository receivers, CancellationToken cancellationToken) =>
        await receivers.FindAsync(id, cancellationToken) is { } receiver
            ? TypedResults.Ok(ReceiverResponse.From(receiver))
            : WebhookErrors.NotFound.ToHttp();

    private static async Task<Results<Created<NewReceiverResponse>, ProblemHttpResult>> CreateAsync(
        CreateReceiver request,
        ReceiverRepository receivers,
        AddressPolicy addresses,
        IOptions<WebhooksOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var url = new Uri(request.Url);
        if (!addresses.MayLeadSomewhere(url))
        {
            return WebhookErrors.AddressRefused.ToHttp();
        }

        var receiver = new Receiver
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Url = url.AbsoluteUri,
            EventTypes = [.. request.EventTypes],
            Description = request.Description,
            Secret = WebhookSecret.Create(),
            CreatedAt = time.GetUtcNow(),
        };
        var limit = options.Value.MaxEndpoints;
        return await receivers.AddAsync(receiver, limit, cancellationToken)
            ? TypedResults.Created($"/v1/webhook-endpoints/{receiver.Id}", NewReceiverResponse.From(receiver))
            : WebhookErrors.TooMany(limit).ToHttp();
    }

    private static async Task<Results<Ok<ReceiverResponse>, ProblemHttpResult>> EnableAsync(
        Guid id, ReceiverRepository receivers, CancellationToken cancellationToken) =>
        await receivers.EnableAsync(id, cancellationToken) && await receivers.FindAsync(id, cancellationToken) is { } receiver
            ? TypedResults.Ok(ReceiverResponse.From(receiver))
            : WebhookErrors.NotFound.ToHttp();

    private static async Task<Results<Ok<NewSecretResponse>, ProblemHttpResult>> RotateSecretAsync(
        Guid id, ReceiverRepository receivers, IOptions<WebhooksOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var secret = WebhookSecret.Create();
        var now = time.GetUtcNow();
        return await receivers.ChangeSecretAsync(id, secret, now, now + options.Value.SecretOverlap, cancellationToken) is { } until
            ? TypedResults.Ok(new NewSecretResponse(WebhookSecret.Write(secret), until))
            : WebhookErrors.NotFound.ToHttp();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, ReceiverRepository receivers, CancellationToken cancellationToken) =>
        await receivers.DeleteAsync(id, cancellationToken) ? TypedResults.NoContent() : WebhookErrors.NotFound.ToHttp();
}
