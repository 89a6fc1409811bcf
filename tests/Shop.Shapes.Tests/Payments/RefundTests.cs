using System.Net;

namespace Shop.Shapes.Tests.Payments;

public sealed class RefundTests(ShopUnderTest shop)
{
    [Fact]
    public async Task A_payment_is_given_back_in_parts_until_nothing_is_left()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var payment = await staff.SellAsync(customer);

        var part = (await staff.RefundAsync(payment, 500)).ShouldBe(HttpStatusCode.Created);
        var afterPart = (await staff.GetAsync($"/v1/payments/{payment}")).Body;
        var tooMuch = await staff.RefundAsync(payment, 1500);
        var rest = (await staff.RefundAsync(payment, null)).ShouldBe(HttpStatusCode.Created);
        var afterRest = (await staff.GetAsync($"/v1/payments/{payment}")).Body;

        (part.Body.Number("amount"), part.Body.Text("status"), part.Body.At("paymentId").GetGuid()).ShouldBe((500, "made", payment));
        (afterPart.Text("status"), afterPart.Number("refunded.amount")).ShouldBe(("partially_refunded", 500));
        tooMuch.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "payments.refund_too_large");
        rest.Body.Number("amount").ShouldBe(1499);
        (afterRest.Text("status"), afterRest.Number("refunded.amount")).ShouldBe(("refunded", 1999));
        (await staff.RefundAsync(payment, null)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "payments.nothing_to_refund");
    }

    [Fact]
    public async Task A_refund_that_comes_again_under_its_key_is_made_once()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var payment = await staff.SellAsync(customer);
        var key = $"{Guid.CreateVersion7()}";

        var first = await staff.RefundAsync(payment, 500, key);
        var again = await staff.RefundAsync(payment, 500, key);

        again.ShouldBe(HttpStatusCode.Created).Id.ShouldBe(first.ShouldBe(HttpStatusCode.Created).Id);
        again.Headers["Idempotency-Replayed"].ShouldBe("true");
        (await staff.RefundAsync(payment, 501, key)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency.mismatch");
        (await staff.GetAsync($"/v1/payments/{payment}")).Body.Number("refunded.amount").ShouldBe(500);
    }

    [Fact]
    public async Task Refunds_at_the_same_time_never_exceed_what_was_paid()
    {
        using var staff = await shop.SignInAsync("staff");
        using var customer = await shop.SignInAsync("customer");
        var payment = await staff.SellAsync(customer);

        var refunds = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => staff.RefundAsync(payment, 600)));

        refunds.Count(refund => refund.Status == HttpStatusCode.Created).ShouldBe(3, "Three times 600 fit into 1999.");
        refunds.Count(refund => refund.Code == "payments.refund_too_large").ShouldBe(5, string.Join("\n", refunds.Select(refund => refund.Text)));
        (await staff.GetAsync($"/v1/payments/{payment}")).Body.Number("refunded.amount").ShouldBe(1800);
    }

    [Fact]
    public async Task What_is_wrong_with_a_refund_is_said_by_field()
    {
        using var staff = await shop.SignInAsync("staff");
        var path = $"/v1/payments/{Guid.CreateVersion7()}/refunds";

        (await staff.PostAsync(path, new { amount = 0, reason = "" }, With.Key())).ShouldName("amount", "reason");
        (await staff.PostAsync(path, new { reason = "Late.", currency = "EUR" }, With.Key())).ShouldName("currency");
        (await staff.PostAsync(path, new { reason = "Late." }, With.Key())).ShouldBeProblem(HttpStatusCode.NotFound, "payments.payment_not_found");
    }
}
