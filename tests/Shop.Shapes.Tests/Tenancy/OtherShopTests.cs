using System.Net;
using Shop.Shapes.Tests.Orders;

namespace Shop.Shapes.Tests.Tenancy;

/// <summary>What one shop has does not exist for another, whichever of them it is.</summary>
public sealed class OtherShopTests(ShopUnderTest shop)
{
    [Theory]
    [InlineData("acme", "globex")]
    [InlineData("globex", "acme")]
    public async Task A_product_is_there_for_its_own_shop_alone(string name, string other)
    {
        using var staff = await shop.SignInAsync("staff", name);
        using var stranger = await shop.SignInAsync("owner", other);
        using var visitor = shop.Visitor(other);
        var path = $"/v1/products/{await staff.StockAsync(1)}";
        var seen = (await staff.GetAsync(path)).ShouldBe(HttpStatusCode.OK);

        (await visitor.GetAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, "catalog.product_not_found");
        (await visitor.GetAsync(path, With.IfNoneMatch(seen))).ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync($"/v1/products?q={seen.Body.Text("sku")}")).Body.List("items").ShouldBeEmpty();
        (await stranger.PatchAsync(path, new { name = "Mine now" }, With.IfMatch(seen))).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.DeleteAsync(path, With.IfMatch(seen))).ShouldBe(HttpStatusCode.NotFound);
        (await staff.GetAsync(path)).Text.ShouldBe(seen.Text);
    }

    [Theory]
    [InlineData("acme", "globex")]
    [InlineData("globex", "acme")]
    public async Task Stock_is_counted_and_sold_by_its_own_shop_alone(string name, string other)
    {
        using var staff = await shop.SignInAsync("staff", name);
        using var stranger = await shop.SignInAsync("staff", other);
        using var customer = await shop.SignInAsync("customer", other);
        var product = await staff.StockAsync(3);

        (await stranger.GetAsync($"/v1/inventory/{product}")).ShouldBeProblem(HttpStatusCode.NotFound, "inventory.product_not_found");
        (await stranger.PostAsync($"/v1/inventory/{product}/adjustments", new { delta = 1, reason = "Found" }, With.Key())).ShouldBe(HttpStatusCode.NotFound);
        (await customer.PlaceAsync(product)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "orders.product_unknown");
        (await staff.StockOfAsync(product)).ShouldBe((3, 0));
    }

    [Theory]
    [InlineData("acme", "globex")]
    [InlineData("globex", "acme")]
    public async Task Orders_and_payments_are_seen_by_their_own_shop_alone(string name, string other)
    {
        using var staff = await shop.SignInAsync("staff", name);
        using var customer = await shop.SignInAsync("customer", name);
        using var stranger = await shop.SignInAsync("owner", other);
        var order = await customer.BuyAsync(await staff.StockAsync(1));
        var (id, payment) = (order.Text("id"), order.Text("paymentId"));

        (await stranger.GetAsync($"/v1/orders/{id}")).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"/v1/orders/{id}/events")).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"/v1/payments/{payment}")).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.PostAsync($"/v1/payments/{payment}/refunds", new { reason = "Mine now." }, With.Key())).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"/v1/ledger/entries?payment={payment}")).ShouldBe(HttpStatusCode.OK).Body.List("items").ShouldBeEmpty();
        (await staff.GetAsync($"/v1/payments/{payment}")).ShouldBe(HttpStatusCode.OK);
    }
}
