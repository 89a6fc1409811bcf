using System.Net;
using Shop.Shapes.Tests.Orders;

namespace Shop.Shapes.Tests.Payments;

public sealed class PaymentTests(ShopUnderTest shop)
{
    [Fact]
    public async Task A_confirmed_order_is_paid()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var order = await customer.BuyAsync(await staff.StockAsync(2), quantity: 2);

        var payment = await staff.SeePaymentAsync(order.At("paymentId").GetGuid(), "captured");

        payment.At("orderId").GetGuid().ShouldBe(order.At("id").GetGuid());
        (payment.Number("amount.amount"), payment.Number("captured.amount"), payment.Number("refunded.amount")).ShouldBe((3998, 3998, 0));
        payment.Text("method").ShouldBe("pm_ok");
    }

    [Fact]
    public async Task A_payment_is_sent_again_only_when_it_has_changed()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var payment = await staff.SellAsync(customer);
        var seen = await staff.GetAsync($"/v1/payments/{payment}");

        var same = await staff.GetAsync($"/v1/payments/{payment}", With.IfNoneMatch(seen));
        await staff.RefundAsync(payment, 1);
        var changed = await staff.GetAsync($"/v1/payments/{payment}", With.IfNoneMatch(seen));

        same.ShouldBe(HttpStatusCode.NotModified);
        changed.ShouldBe(HttpStatusCode.OK).Body.Number("refunded.amount").ShouldBe(1);
    }

    [Theory]
    [InlineData("/v1/payments/019b76da-a801-7000-8000-000000000001")]
    [InlineData("/v1/ledger/accounts")]
    [InlineData("/v1/ledger/entries")]
    [InlineData("/v1/ledger/trial-balance")]
    [InlineData("/v1/ledger/differences")]
    public async Task The_shops_money_is_no_business_of_its_customers(string path)
    {
        using var customer = await shop.SignInAsync("customer");

        (await customer.GetAsync(path)).ShouldBeProblem(HttpStatusCode.Forbidden, "auth.forbidden");
    }
}
