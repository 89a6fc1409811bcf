using System.Net;

namespace Shop.Shapes.Tests.Orders;

public sealed class CancellationTests(ShopUnderTest shop)
{
    [Fact]
    public async Task A_confirmed_order_that_is_cancelled_gives_stock_and_money_back()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var product = await staff.StockAsync(3);
        var order = await customer.BuyAsync(product, quantity: 2);

        var cancelled = await customer.CancelAsync(order.At("id").GetGuid());

        cancelled.Text("status").ShouldBe("cancelled");
        (await staff.StockOfAsync(product)).ShouldBe((3, 0));
        var payment = (await staff.GetAsync($"/v1/payments/{order.Text("paymentId")}")).Body;
        payment.Number("captured.amount").ShouldBe(payment.Number("refunded.amount"));
        payment.Text("status").ShouldBeOneOf("refunded", "voided");
    }

    [Fact]
    public async Task An_order_that_is_cancelled_before_it_is_paid_is_never_confirmed()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var product = await staff.StockAsync(3);
        var placed = await customer.PlaceAsync(product, "pm_slow");

        var cancelled = await customer.CancelAsync(placed.ShouldBe(HttpStatusCode.Accepted).Id);

        cancelled.Text("status").ShouldBe("cancelled");
        (await staff.StockOfAsync(product)).ShouldBe((3, 0));
    }

    [Fact]
    public async Task What_is_cancelled_already_stays_so()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var order = (await customer.BuyAsync(await staff.StockAsync(1))).At("id").GetGuid();
        await customer.CancelAsync(order);

        var again = await customer.PostAsync($"/v1/orders/{order}/cancel", null);

        again.ShouldBe(HttpStatusCode.OK).Body.Text("status").ShouldBe("cancelled");
    }

    [Fact]
    public async Task What_was_rejected_cannot_be_cancelled()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var order = await customer.BuyAsync(await staff.StockAsync(1), "pm_declined");

        var refused = await customer.PostAsync($"/v1/orders/{order.Text("id")}/cancel", null);

        refused.ShouldBeProblem(HttpStatusCode.Conflict, "orders.not_cancellable");
    }
}
