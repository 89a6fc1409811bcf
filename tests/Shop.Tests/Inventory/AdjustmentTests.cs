using System.Net;
using Shop.Tests.Orders;

namespace Shop.Tests.Inventory;

public sealed class AdjustmentTests(OrderDesk desk) : IClassFixture<OrderDesk>
{
    private readonly string _staff = desk.CreatePerson(Roles.Staff);

    [Fact]
    public async Task An_adjustment_that_comes_twice_under_one_key_counts_once_and_is_named_after_its_operation()
    {
        var product = await desk.StockAsync(10);
        var key = $"{Guid.CreateVersion7()}";

        var first = await AdjustAsync(product, key);
        var again = await AdjustAsync(product, key);

        (first.Status, again.Status).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        (await desk.StockOfAsync(product)).ShouldBe("15/0");
        (await desk.LookAsync<bool>(
            "SELECT a.id = k.operation_id FROM inventory.adjustments a, roost.idempotency_key k WHERE a.product_id = @product AND a.delta = 5 AND k.key = @key",
            new { product, key })).ShouldBe([true]);
    }

    [Fact]
    public async Task An_adjustment_without_a_key_is_refused()
    {
        var product = await desk.StockAsync(10);

        var answer = await AdjustAsync(product, key: null);

        (answer.Status, answer.Outcome).ShouldBe((HttpStatusCode.BadRequest, "idempotency.key_missing"));
        (await desk.StockOfAsync(product)).ShouldBe("10/0");
    }

    private Task<Answer> AdjustAsync(Guid product, string? key) =>
        desk.AnswerAsync(HttpMethod.Post, $"/v1/inventory/{product}/adjustments", _staff, new { delta = 5, reason = "Delivery" }, key);
}
