using System.Net;

namespace Shop.Shapes.Tests.Webhooks;

/// <summary>Endpoints that messages go to, and their histories.</summary>
internal static class Subscriptions
{
    public static Task<Answer> SubscribeAsync(this Person owner, string url, params string[] eventTypes) => owner.PostAsync("/v1/webhook-endpoints", new { url, eventTypes });

    /// <summary>An endpoint that messages of all types go to.</summary>
    public static async Task<Answer> SubscribeAsync(this Person owner, Listener listener) =>
        (await owner.SubscribeAsync(listener.Address, "order.confirmed", "order.cancelled", "payment.refunded")).ShouldBe(HttpStatusCode.Created);

    public static Task<Answer> TestAsync(this Person staff, Answer endpoint) => staff.PostAsync($"/v1/webhook-endpoints/{endpoint.Id}/test", null);

    /// <summary>Waits until the history says this of all that was sent.</summary>
    public static async Task<Answer> SeeDeliveriesAsync(this Person staff, Answer endpoint, string status) => await staff.SeeAsync(
        $"/v1/webhook-endpoints/{endpoint.Id}/deliveries",
        answer => answer.ShouldBe(HttpStatusCode.OK).Body.List("items") is [_, ..] items && items.All(delivery => delivery.Text("status") == status));
}
