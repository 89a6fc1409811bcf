using System.Net;
using System.Text.Json;

namespace Shop.Shapes.Tests.Orders;

/// <summary>What is sold, and how it is bought.</summary>
internal static class Counter
{
    /// <summary>A new product of the staff's shop, with so many in stock, at 19.99.</summary>
    public static async Task<Guid> StockAsync(this Person staff, int quantity)
    {
        var product = await staff.PostAsync("/v1/products", new { sku = $"{Guid.CreateVersion7():N}", name = "Mug", description = "A mug.", price = new { amount = 1999, currency = "EUR" } });
        var id = product.ShouldBe(HttpStatusCode.Created).Id;
        var stock = await staff.PostAsync($"/v1/inventory/{id}/adjustments", new { delta = quantity, reason = "Delivery" }, With.Key());
        stock.ShouldBe(HttpStatusCode.OK);
        return id;
    }

    /// <summary>What there is of a product, and how much of it is put aside.</summary>
    public static async Task<(long Available, long Reserved)> StockOfAsync(this Person staff, Guid product)
    {
        var stock = (await staff.GetAsync($"/v1/inventory/{product}")).ShouldBe(HttpStatusCode.OK).Body;
        return (stock.Number("available"), stock.Number("reserved"));
    }

    public static Task<Answer> PlaceAsync(this Person customer, Guid product, string method = "pm_ok", int quantity = 1, string? key = null) =>
        customer.PostAsync("/v1/orders", new { lines = new[] { new { productId = product, quantity } }, payment = new { method } }, With.Key(key));

    /// <summary>Orders, and follows the order until nothing will change by itself any more.</summary>
    public static async Task<JsonElement> BuyAsync(this Person customer, Guid product, string method = "pm_ok", int quantity = 1)
    {
        var placed = await customer.PlaceAsync(product, method, quantity);
        return await customer.FollowAsync(placed.ShouldBe(HttpStatusCode.Accepted).Id);
    }

    public static async Task<JsonElement> FollowAsync(this Person customer, Guid order) => (await customer.ListenAsync($"/v1/orders/{order}/events"))[^1].Data;

    /// <summary>Cancels, and waits until that is done.</summary>
    public static async Task<JsonElement> CancelAsync(this Person customer, Guid order)
    {
        // The capture of the money may write to the order at the same moment, and whoever comes second is told to look again.
        await Eventually.SeeAsync(() => customer.PostAsync($"/v1/orders/{order}/cancel", null), static answer => answer.Status is HttpStatusCode.OK or HttpStatusCode.Accepted);
        return await customer.FollowAsync(order);
    }
}
