using Roost;

namespace Shop.Webhooks;

internal static class WebhookErrors
{
    public static Error NotFound => Error.NotFound("webhooks.endpoint_not_found", "There is no such webhook endpoint.");

    public static Error DeliveryNotFound => Error.NotFound("webhooks.delivery_not_found", "This webhook endpoint has no such delivery.");

    public static Error AddressRefused => Error.Unprocessable(
        "webhooks.address_refused", "Messages go to public addresses by https only. Give an https address that others can reach as well.");

    public static Error Disabled => Error.Conflict("webhooks.endpoint_disabled", "The webhook endpoint is disabled. Enable it first.");

    public static Error NotDelivered => Error.Unavailable("webhooks.not_delivered", "The receiver has not taken the message; the delivery's history says why.");

    public static Error TooMany(int limit) => Error.Conflict("webhooks.too_many_endpoints", $"A shop has {limit} webhook endpoints at most. Delete one first.");
}
