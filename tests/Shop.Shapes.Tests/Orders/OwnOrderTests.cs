using System.Net;

namespace Shop.Shapes.Tests.Orders;

/// <summary>Who sees which orders, and how.</summary>
public sealed class OwnOrderTests(ShopUnderTest shop)
{
    [Fact]
    public async Task An_order_is_followed_from_its_beginning_to_its_end()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        // Slow enough to be seen while it is pending.
        var placed = await customer.PlaceAsync(await staff.StockAsync(1), "pm_slow");

        var told = await customer.ListenAsync($"{placed.ShouldBe(HttpStatusCode.Accepted).Headers["Location"]}/events");

        placed.Body.Text("status").ShouldBe("pending");
        told.Select(item => $"{item.Event} {item.Data.Text("status")}").ShouldBe(["status pending", "over confirmed"]);
        told.ShouldAllBe(item => item.Data.At("id").GetGuid() == placed.Id);
    }

    [Fact]
    public async Task Orders_are_listed_newest_first_and_one_after_the_other()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.RegisterAsync();
        var product = await staff.StockAsync(5);
        List<Guid> placed = [];
        for (var i = 0; i < 5; i++)
        {
            placed.Insert(0, (await customer.PlaceAsync(product)).Id);
        }

        var pages = await customer.PagesAsync("/v1/orders", limit: 2);

        pages.Select(page => page.Count).ShouldBe([2, 2, 1]);
        pages.SelectMany(page => page).Select(order => order.At("id").GetGuid()).ShouldBe(placed);
    }

    [Fact]
    public async Task An_order_is_nobody_elses_to_see_to_follow_or_to_cancel()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        using var other = await shop.RegisterAsync();
        var order = (await customer.BuyAsync(await staff.StockAsync(1))).Text("id");

        (await other.GetAsync($"/v1/orders/{order}")).ShouldBeProblem(HttpStatusCode.NotFound, "orders.not_found");
        (await other.GetAsync($"/v1/orders/{order}/events")).ShouldBeProblem(HttpStatusCode.NotFound, "orders.not_found");
        (await other.PostAsync($"/v1/orders/{order}/cancel", null)).ShouldBeProblem(HttpStatusCode.NotFound, "orders.not_found");
        (await other.GetAsync("/v1/orders")).Body.List("items").ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_works_for_the_shop_sees_everybodys_orders()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.RegisterAsync();
        var order = (await customer.BuyAsync(await staff.StockAsync(1))).At("id").GetGuid();

        (await staff.GetAsync($"/v1/orders/{order}")).ShouldBe(HttpStatusCode.OK).Id.ShouldBe(order);
        (await staff.GetAsync("/v1/orders?limit=100")).Body.List("items").ShouldContain(listed => listed.At("id").GetGuid() == order);
    }

    [Fact]
    public async Task An_order_that_has_not_changed_is_not_sent_again()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var order = (await customer.BuyAsync(await staff.StockAsync(1), "pm_declined")).Text("id");
        var seen = await customer.GetAsync($"/v1/orders/{order}");

        (await customer.GetAsync($"/v1/orders/{order}", With.IfNoneMatch(seen))).ShouldBe(HttpStatusCode.NotModified).Text.ShouldBeEmpty();
    }
}
