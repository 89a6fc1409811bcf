using System.Net;
using Shop.Shapes.Tests.Orders;
using Shop.Shapes.Tests.Payments;

namespace Shop.Shapes.Tests.Webhooks;

/// <summary>What happens in a shop, as a merchant's own system hears of it.</summary>
public sealed class ShopEventTests(ShopUnderTest shop)
{
    [Fact]
    public async Task A_purchase_a_refund_and_a_cancellation_are_told()
    {
        await using var listener = await Listener.StartAsync();
        using var own = await shop.OpenAsync();
        var endpoint = await own.Owner.SubscribeAsync(listener);

        var payment = await own.Owner.SellAsync(own.Customer);
        await listener.SeeAsync(1);
        (await own.Owner.RefundAsync(payment, 500)).ShouldBe(HttpStatusCode.Created);
        await listener.SeeAsync(2);
        var order = (await own.Owner.GetAsync($"/v1/payments/{payment}")).Body.At("orderId").GetGuid();
        await own.Customer.CancelAsync(order);
        var messages = await listener.SeeAsync(4);

        messages.Take(2).Select(message => message.Body.Text("type")).ShouldBe(["order.confirmed", "payment.refunded"]);
        // Deliveries overtake each other.
        messages.Skip(2).Select(message => message.Body.Text("type")).ShouldBe(["payment.refunded", "order.cancelled"], ignoreOrder: true);
        messages.ShouldAllBe(message => message.Body.At("data.orderId").GetGuid() == order);
        messages.ShouldAllBe(message => message.Headers["webhook-signature"] == message.SignatureUnder(endpoint.Body.Text("secret")!));
        messages[0].Body.Number("data.total.amount").ShouldBe(1999);
        messages.Where(message => message.Body.Text("type") == "payment.refunded").Select(message => message.Body.Number("data.amount.amount")).ShouldBe([500, 1499]);
    }

    [Fact]
    public async Task Nothing_is_told_of_what_was_not_asked_for_or_did_not_happen()
    {
        await using var listener = await Listener.StartAsync();
        using var own = await shop.OpenAsync();
        (await own.Owner.SubscribeAsync(listener.Address, "order.cancelled")).ShouldBe(HttpStatusCode.Created);

        await own.Customer.BuyAsync(await own.Owner.StockAsync(1), "pm_declined");
        var order = (await own.Customer.BuyAsync(await own.Owner.StockAsync(1))).At("id").GetGuid();
        await own.Customer.CancelAsync(order);

        var message = (await listener.SeeAsync(1)).ShouldHaveSingleItem();
        (message.Body.Text("type"), message.Body.At("data.orderId").GetGuid()).ShouldBe(("order.cancelled", order));
    }

    [Fact]
    public async Task One_shops_news_are_not_told_to_another()
    {
        await using var listener = await Listener.StartAsync();
        using var own = await shop.OpenAsync();
        using var other = await shop.OpenAsync();
        await own.Owner.SubscribeAsync(listener);

        var elsewhere = await other.Customer.BuyAsync(await other.Owner.StockAsync(1));
        var here = await own.Customer.BuyAsync(await own.Owner.StockAsync(1));

        elsewhere.Text("status").ShouldBe("confirmed");
        (await listener.SeeAsync(1)).ShouldHaveSingleItem().Body.At("data.orderId").GetGuid().ShouldBe(here.At("id").GetGuid());
    }
}
