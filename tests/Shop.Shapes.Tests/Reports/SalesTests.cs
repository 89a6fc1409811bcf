using System.Net;
using System.Text.Json;
using Shop.Shapes.Tests.Orders;
using Shop.Shapes.Tests.Payments;

namespace Shop.Shapes.Tests.Reports;

public sealed class SalesTests(ShopUnderTest shop)
{
    [Fact]
    public async Task The_report_follows_orders_refunds_and_cancellations()
    {
        using var own = await shop.OpenAsync();

        var first = await own.Owner.SellAsync(own.Customer);
        var second = await own.Owner.SellAsync(own.Customer, quantity: 2);
        await SeeAsync(own.Owner, "2 orders, 0 cancelled: 5997 - 0 = 5997 EUR");
        await own.Owner.RefundAsync(first, 500);
        await SeeAsync(own.Owner, "2 orders, 0 cancelled: 5997 - 500 = 5497 EUR");
        await own.Customer.CancelAsync((await own.Owner.GetAsync($"/v1/payments/{second}")).Body.At("orderId").GetGuid());

        await SeeAsync(own.Owner, "2 orders, 1 cancelled: 5997 - 4498 = 1499 EUR");
    }

    [Fact]
    public async Task What_was_not_sold_or_was_sold_elsewhere_is_in_no_report()
    {
        using var own = await shop.OpenAsync();
        using var other = await shop.OpenAsync();
        await own.Customer.BuyAsync(await own.Owner.StockAsync(1), "pm_declined");
        await other.Owner.SellAsync(other.Customer, quantity: 2);
        await own.Owner.SellAsync(own.Customer);

        await SeeAsync(own.Owner, "1 orders, 0 cancelled: 1999 - 0 = 1999 EUR");
        await SeeAsync(other.Owner, "1 orders, 0 cancelled: 3998 - 0 = 3998 EUR");
    }

    [Fact]
    public async Task A_report_is_of_days_that_follow_each_other_and_not_of_too_many()
    {
        using var staff = await shop.SignInAsync("staff");

        var report = (await staff.GetAsync("/v1/reports/sales?from=2026-01-01&to=2026-01-31")).ShouldBe(HttpStatusCode.OK).Body;

        (report.Text("from"), report.Text("to"), report.List("days").Count).ShouldBe(("2026-01-01", "2026-01-31", 0));
        (await staff.GetAsync("/v1/reports/sales?from=2026-02-01&to=2026-01-31")).ShouldBe(HttpStatusCode.BadRequest);
        (await staff.GetAsync("/v1/reports/sales?from=2020-01-01&to=2026-01-31")).ShouldBe(HttpStatusCode.BadRequest);
        (await staff.GetAsync("/v1/reports/sales?from=yesterday")).ShouldName("from");
    }

    [Fact]
    public async Task Customers_see_no_reports()
    {
        using var customer = await shop.SignInAsync("customer");

        (await customer.GetAsync("/v1/reports/sales")).ShouldBeProblem(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    private static Task SeeAsync(Person owner, string sales) => owner.SeeAsync("/v1/reports/sales", answer => Sum(answer.ShouldBe(HttpStatusCode.OK).Body.List("days")) == sales);

    // A test may run over midnight.
    private static string Sum(IReadOnlyList<JsonElement> days) =>
        $"{days.Sum(day => day.Number("orders"))} orders, {days.Sum(day => day.Number("cancelled"))} cancelled: "
        + $"{days.Sum(day => day.Number("gross.amount"))} - {days.Sum(day => day.Number("refunded.amount"))} = {days.Sum(day => day.Number("net.amount"))} EUR";
}
