using System.Net;

namespace Shop.Shapes.Tests.Orders;

public sealed class OrderRuleTests(ShopUnderTest shop)
{
    private readonly Guid _unknown = Guid.CreateVersion7();

    [Fact]
    public async Task What_is_wrong_with_an_order_is_said_by_field()
    {
        using var customer = await shop.SignInAsync("customer");

        (await OrderAsync(customer, new { lines = new[] { new { productId = _unknown, quantity = 0 } }, payment = new { method = "cash" } })).ShouldName("lines[0].quantity", "payment.method");
        (await OrderAsync(customer, new { lines = Array.Empty<object>(), payment = new { method = "pm_ok" } })).ShouldName("lines");
        (await OrderAsync(customer, new { lines = new[] { Line(_unknown), Line(_unknown) }, payment = new { method = "pm_ok" } })).ShouldName("lines");
    }

    [Fact]
    public async Task What_nobody_sells_is_refused()
    {
        using var customer = await shop.SignInAsync("customer");

        (await customer.PlaceAsync(_unknown)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "orders.product_unknown");
    }

    [Fact]
    public async Task Two_currencies_are_not_added_up()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var inEuro = await staff.StockAsync(1);
        var inDollars = (await staff.PostAsync("/v1/products", new { sku = $"{_unknown:N}", name = "Mug", description = "A mug.", price = new { amount = 1, currency = "USD" } })).Id;

        var refused = await OrderAsync(customer, new { lines = new[] { Line(inEuro), Line(inDollars) }, payment = new { method = "pm_ok" } });

        refused.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "orders.mixed_currencies");
    }

    [Theory]
    [InlineData("staff")]
    [InlineData("owner")]
    public async Task Whoever_works_for_the_shop_does_not_buy_there(string role)
    {
        using var person = await shop.SignInAsync(role);

        (await person.PlaceAsync(_unknown)).ShouldBeProblem(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    private static object Line(Guid product) => new { productId = product, quantity = 1 };

    private static Task<Answer> OrderAsync(Person customer, object order) => customer.PostAsync("/v1/orders", order, With.Key());
}
