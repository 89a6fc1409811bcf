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

        order.GetProperty("status").GetString().ShouldBe("confirmed");
        order.GetProperty("total").GetProperty("amount").GetInt64().ShouldBe(3998);
        var stock = (await staff.GetAsync($"/v1/inventory/{product}")).Body;
        stock.GetProperty("available").GetInt32().ShouldBe(3);
    }
}
