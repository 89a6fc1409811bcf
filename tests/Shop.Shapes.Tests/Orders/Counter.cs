using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Shop.Shapes.Tests.Orders;

/// <summary>What is sold, and how it is bought.</summary>
internal static class Counter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A new product of the staff's shop, with so many in stock, at 19.99.</summary>
    public static async Task<Guid> StockAsync(this Person staff, int quantity)
    {
        var product = await staff.PostAsync("/v1/products", new { sku = $"{Guid.CreateVersion7():N}", name = "Mug", description = "A mug.", price = new { amount = 1999, currency = "EUR" } });
        var id = product.ShouldBe(HttpStatusCode.Created).Id;
        var stock = await staff.PostAsync($"/v1/inventory/{id}/adjustments", new { delta = quantity, reason = "Delivery" }, ("Idempotency-Key", $"{id}"));
        stock.ShouldBe(HttpStatusCode.OK);
        return id;
    }

    public static Task<Answer> PlaceAsync(this Person customer, Guid product, string method = "pm_ok", int quantity = 1, string? key = null) => customer.PostAsync(
        "/v1/orders", new { lines = new[] { new { productId = product, quantity } }, payment = new { method } }, ("Idempotency-Key", key ?? $"{Guid.CreateVersion7()}"));

    /// <summary>Orders, and follows the order until nothing will change by itself any more.</summary>
    public static async Task<JsonElement> BuyAsync(this Person customer, Guid product, string method = "pm_ok", int quantity = 1)
    {
        var placed = await customer.PlaceAsync(product, method, quantity);
        return await customer.FollowAsync(placed.ShouldBe(HttpStatusCode.Accepted).Id);
    }

    public static async Task<JsonElement> FollowAsync(this Person customer, Guid order)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var answer = await customer.Client.GetAsync($"/v1/orders/{order}/events", HttpCompletionOption.ResponseHeadersRead, patience.Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(patience.Token)).EnumerateAsync(patience.Token))
        {
            if (item.EventType == "over")
            {
                return JsonElement.Parse(item.Data);
            }
        }

        throw new InvalidOperationException("The stream ended before the order was over.");
    }
}
