using System.ComponentModel;

namespace Shop.Webhooks.Deliveries;

internal sealed record DeliveryResponse(
    Guid Id,
    [property: Description("What the receiver sees as webhook-id.")] string MessageId,
    string Type,
    DeliveryStatus Status,
    string? Reason,
    IReadOnlyList<AttemptResponse> Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt)
{
    public static DeliveryResponse From(Delivery delivery) => new(
        delivery.Id,
        delivery.WireId,
        delivery.Type,
        delivery.Status,
        delivery.Reason,
        [.. delivery.Attempts.Select(AttemptResponse.From)],
        delivery.CreatedAt,
        delivery.EndedAt);
}
