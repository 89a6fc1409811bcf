using System.Net;
using Shop.Shapes.Tests.Catalogue;
using Shop.Shapes.Tests.Orders;

namespace Shop.Shapes.Tests.Inventory;

public sealed class AdjustmentTests(ShopUnderTest shop)
{
    [Fact]
    public async Task Stock_is_added_to_and_taken_from_but_never_below_nothing()
    {
        using var staff = await shop.SignInAsync("staff");
        var product = (await staff.AddAsync()).Id;

        (await AdjustAsync(staff, product, 5)).ShouldBe(HttpStatusCode.OK).Body.Number("available").ShouldBe(5);
        (await AdjustAsync(staff, product, -3)).ShouldBe(HttpStatusCode.OK).Body.Number("available").ShouldBe(2);
        (await AdjustAsync(staff, product, -3)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "inventory.negative");

        (await staff.StockOfAsync(product)).ShouldBe((2, 0));
    }

    [Fact]
    public async Task An_adjustment_that_comes_again_under_its_key_counts_once()
    {
        using var staff = await shop.SignInAsync("staff");
        var product = (await staff.AddAsync()).Id;
        var key = $"{Guid.CreateVersion7()}";

        var first = await AdjustAsync(staff, product, 5, key);
        var again = await AdjustAsync(staff, product, 5, key);

        again.ShouldBe(HttpStatusCode.OK).Text.ShouldBe(first.Text);
        again.Headers["Idempotency-Replayed"].ShouldBe("true");
        (await AdjustAsync(staff, product, 6, key)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency.mismatch");
        (await staff.StockOfAsync(product)).ShouldBe((5, 0));
    }

    [Fact]
    public async Task Adjustments_at_the_same_time_all_count()
    {
        using var staff = await shop.SignInAsync("staff");
        var product = await staff.StockAsync(10);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AdjustAsync(staff, product, i % 2 == 0 ? 2 : -1)));

        var made = answers.Count(answer => answer.Status == HttpStatusCode.OK);
        made.ShouldBe(20, string.Join("\n", answers.Select(answer => answer.Text)));
        (await staff.StockOfAsync(product)).ShouldBe((20, 0));
    }

    [Fact]
    public async Task What_is_wrong_with_an_adjustment_is_said_by_field()
    {
        using var staff = await shop.SignInAsync("staff");
        var product = (await staff.AddAsync()).Id;

        (await staff.PostAsync($"/v1/inventory/{product}/adjustments", new { delta = 1_000_001, reason = "" }, With.Key())).ShouldName("delta", "reason");
        (await AdjustAsync(staff, product, 0)).ShouldName("delta");
        (await staff.PostAsync($"/v1/inventory/{product}/adjustments", new { delta = 1, reason = "Delivery" })).ShouldBeProblem(HttpStatusCode.BadRequest, "idempotency.key_missing");
    }

    [Fact]
    public async Task Stock_is_of_products_and_for_staff()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var nothing = Guid.CreateVersion7();

        (await AdjustAsync(staff, nothing, 1)).ShouldBeProblem(HttpStatusCode.NotFound, "inventory.product_not_found");
        (await staff.GetAsync($"/v1/inventory/{nothing}")).ShouldBeProblem(HttpStatusCode.NotFound, "inventory.product_not_found");
        (await AdjustAsync(customer, nothing, 1)).ShouldBeProblem(HttpStatusCode.Forbidden, "auth.forbidden");
        (await customer.GetAsync($"/v1/inventory/{nothing}")).ShouldBeProblem(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    private static Task<Answer> AdjustAsync(Person staff, Guid product, int delta, string? key = null) =>
        staff.PostAsync($"/v1/inventory/{product}/adjustments", new { delta, reason = "Count" }, With.Key(key));
}
