using System.Net;

namespace Shop.Shapes.Tests.Orders;

public sealed class PurchaseTests(ShopUnderTest shop)
{
    [Fact]
    public async Task What_is_in_stock_and_paid_for_is_confirmed()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var product = await staff.StockAsync(5);

        var order = await customer.BuyAsync(product, quantity: 2);

        order.Text("status").ShouldBe("confirmed");
        order.Number("total.amount").ShouldBe(3998);
        (await staff.StockOfAsync(product)).ShouldBe((3, 0));
    }

    [Theory]
    [InlineData("pm_declined", "payments.declined")]
    [InlineData("pm_unheard_of", "payments.method_unknown")]
    public async Task What_cannot_be_paid_is_rejected_and_stays_in_stock(string method, string reason)
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var product = await staff.StockAsync(5);

        var order = await customer.BuyAsync(product, method, quantity: 2);

        (order.Text("status"), order.Text("reason")).ShouldBe(("rejected", reason));
        (await staff.StockOfAsync(product)).ShouldBe((5, 0));
    }

    [Fact]
    public async Task What_is_not_in_stock_is_rejected_and_paid_by_nobody()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var product = await staff.StockAsync(1);

        var order = await customer.BuyAsync(product, quantity: 2);

        (order.Text("status"), order.Text("reason")).ShouldBe(("rejected", "inventory.insufficient"));
        order.TryGetProperty("paymentId", out _).ShouldBeFalse();
        (await staff.StockOfAsync(product)).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Of_a_crowd_as_many_get_one_as_there_are()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.RegisterAsync();
        var product = await staff.StockAsync(2);

        var orders = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => customer.BuyAsync(product)));

        orders.Count(order => order.Text("status") == "confirmed").ShouldBe(2);
        orders.Where(order => order.Text("status") != "confirmed").ShouldAllBe(order => order.Text("reason") == "inventory.insufficient");
        (await staff.StockOfAsync(product)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task The_price_is_that_of_the_moment_at_which_it_is_ordered()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var product = await staff.StockAsync(1);
        var seen = await staff.GetAsync($"/v1/products/{product}");
        (await staff.PatchAsync($"/v1/products/{product}", new { price = new { amount = 500, currency = "EUR" } }, With.IfMatch(seen))).ShouldBe(HttpStatusCode.OK);

        var order = await customer.BuyAsync(product);

        order.Number("total.amount").ShouldBe(500);
        order.List("lines")[0].Number("unitPrice.amount").ShouldBe(500);
    }
}
