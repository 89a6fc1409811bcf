using System.ComponentModel;

namespace Shop.Webhooks.Receivers;

internal sealed record NewReceiverResponse(
    Guid Id,
    string Url,
    IReadOnlyList<string> EventTypes,
    string? Description,
    [property: Description("What messages are signed with. It is shown this once.")] string Secret,
    DateTimeOffset CreatedAt)
{
    public static NewReceiverResponse From(Receiver receiver) =>
        new(receiver.Id, receiver.Url, receiver.EventTypes, receiver.Description, WebhookSecret.Write(receiver.Secret), receiver.CreatedAt);
}
