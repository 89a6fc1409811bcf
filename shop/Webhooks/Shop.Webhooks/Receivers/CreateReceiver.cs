using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Shop.Webhooks.Messages;

namespace Shop.Webhooks.Receivers;

[Description("An address to send messages to.")]
internal sealed record CreateReceiver(
    [property: Description("Where messages are posted to, by https.")][Required, WebhookUrl] string Url,
    [property: Description("What to send: order.confirmed, order.cancelled, payment.refunded.")][Required, MinLength(1), MaxLength(20)] IReadOnlyList<string> EventTypes,
    [property: Description("A note for people.")][StringLength(200)] string? Description = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var index = 0; index < EventTypes.Count; index++)
        {
            if (!WebhookTypes.All.Contains(EventTypes[index]))
            {
                yield return new($"These are the types of messages: {string.Join(", ", WebhookTypes.All)}.", [$"{nameof(EventTypes)}[{index}]"]);
            }
        }

        if (EventTypes.Distinct().Count() != EventTypes.Count)
        {
            yield return new("Name each type once.", [nameof(EventTypes)]);
        }
    }
}
