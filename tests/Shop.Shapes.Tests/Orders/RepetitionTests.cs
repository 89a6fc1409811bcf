using System.Net;

namespace Shop.Shapes.Tests.Orders;

/// <summary>Requests that come again, since their answers were lost on the way.</summary>
public sealed class RepetitionTests(ShopUnderTest shop)
{
    private readonly string _key = $"{Guid.CreateVersion7()}";

    [Fact]
    public async Task An_order_that_comes_again_under_its_key_is_the_same_order()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var product = await staff.StockAsync(5);

        var first = await customer.PlaceAsync(product, key: _key);
        await customer.FollowAsync(first.ShouldBe(HttpStatusCode.Accepted).Id);
        var again = await customer.PlaceAsync(product, key: _key);

        again.ShouldBe(HttpStatusCode.Accepted).Id.ShouldBe(first.Id);
        again.Headers["Location"].ShouldBe(first.Headers["Location"]);
        (await staff.StockOfAsync(product)).ShouldBe((4, 0));
    }

    [Fact]
    public async Task Orders_that_come_at_the_same_time_under_one_key_are_one_order()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var product = await staff.StockAsync(5);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => customer.PlaceAsync(product, key: _key)));

        var taken = answers.Where(answer => answer.Status == HttpStatusCode.Accepted).Select(answer => answer.Id).Distinct().ShouldHaveSingleItem();
        foreach (var answer in answers.Where(answer => answer.Status != HttpStatusCode.Accepted))
        {
            answer.ShouldBeProblem(HttpStatusCode.Conflict, "idempotency.in_flight").Headers.Keys.ShouldContain("Retry-After");
        }

        (await customer.FollowAsync(taken)).Text("status").ShouldBe("confirmed");
        (await staff.StockOfAsync(product)).ShouldBe((4, 0));
    }

    [Fact]
    public async Task Another_order_under_the_same_key_is_refused()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var product = await staff.StockAsync(5);
        (await customer.PlaceAsync(product, key: _key)).ShouldBe(HttpStatusCode.Accepted);

        (await customer.PlaceAsync(product, quantity: 2, key: _key)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency.mismatch");
    }

    [Fact]
    public async Task A_key_is_its_owners_and_means_nothing_to_anybody_else()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        using var other = await shop.RegisterAsync();
        var product = await staff.StockAsync(5);

        var orders = new[] { await customer.PlaceAsync(product, key: _key), await other.PlaceAsync(product, key: _key) };

        orders.Select(order => order.ShouldBe(HttpStatusCode.Accepted).Id).ShouldBeUnique();
    }

    [Fact]
    public async Task An_order_needs_a_key()
    {
        using var customer = await shop.SignInAsync("customer");
        var order = new { lines = new[] { new { productId = Guid.CreateVersion7(), quantity = 1 } }, payment = new { method = "pm_ok" } };

        (await customer.PostAsync("/v1/orders", order)).ShouldBeProblem(HttpStatusCode.BadRequest, "idempotency.key_missing");
        (await customer.PostAsync("/v1/orders", order, With.Key("two words"))).ShouldBeProblem(HttpStatusCode.BadRequest, "idempotency.key_invalid");
    }
}
