namespace Shop.Webhooks.Receivers;

internal sealed record ReceiverResponse(
    Guid Id,
    string Url,
    IReadOnlyList<string> EventTypes,
    string? Description,
    bool Enabled,
    DateTimeOffset? DisabledAt,
    string? DisabledReason,
    DateTimeOffset CreatedAt)
{
    public static ReceiverResponse From(Receiver receiver) => new(
        receiver.Id,
        receiver.Url,
        receiver.EventTypes,
        receiver.Description,
        receiver.DisabledAt is null,
        receiver.DisabledAt,
        receiver.DisabledReason,
        receiver.CreatedAt);
}
