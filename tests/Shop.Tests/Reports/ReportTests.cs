using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Events;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Shop.Reports.Rebuilds;
using Shop.Tests.Orders;

namespace Shop.Tests.Reports;

/// <summary>The report of the running shop, where people buy.</summary>
public sealed class ReportTests(OrderDesk desk) : IClassFixture<OrderDesk>
{
    [Fact]
    public async Task It_says_what_was_bought_cancelled_and_given_back_and_a_rebuild_says_the_same()
    {
        var product = await desk.StockAsync(10);
        var customer = desk.CreateCustomer();
        var before = await TotalsAsync();

        var kept = await desk.OrderAsync(customer, product, quantity: 2);
        var cancelled = await desk.OrderAsync(customer, product);
        (await desk.OrderAsync(customer, product, "pm_declined")).Outcome.ShouldBe("rejected");
        (await desk.CancelAsync(customer, cancelled.OrderId)).Outcome.ShouldBe("cancelled");
        await desk.Database.SettledAsync();
        await RefundAsync(kept, 500);

        var live = await TotalsAsync();
        (live - before).ShouldBe(new Totals(Orders: 2, Cancelled: 1, Gross: 5997, Refunded: 2499, Net: 3498));
        await desk.LookAsync<int>("TRUNCATE reports.sales, reports.refunds");
        (await TotalsAsync()).ShouldBe(new Totals(0, 0, 0, 0, 0));
        await RebuildAsync();
        (await TotalsAsync()).ShouldBe(live);
    }

    [Fact]
    public async Task A_crowd_that_buys_and_cancels_while_everything_is_rebuilt_and_replayed_counts_once()
    {
        var product = await desk.StockAsync(100);
        var before = await TotalsAsync();
        using var over = new CancellationTokenSource();
        var rebuilds = RebuildUntilAsync(over.Token);

        await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            var customer = desk.CreateCustomer();
            var order = await desk.OrderAsync(customer, product);
            order.Outcome.ShouldBe("confirmed");
            if (i % 3 == 0)
            {
                (await desk.CancelAsync(customer, order.OrderId)).Outcome.ShouldBe("cancelled");
            }
        }));
        await over.CancelAsync();

        (await rebuilds).ShouldBeGreaterThan(0);
        (await TotalsAsync() - before).ShouldBe(new Totals(Orders: 24, Cancelled: 8, Gross: 24 * 1999, Refunded: 8 * 1999, Net: 16 * 1999));
        (await desk.LookAsync<string>("""
            SELECT e.error FROM roost.job_error e
            JOIN (SELECT id, kind FROM roost.job_done UNION ALL SELECT id, kind FROM roost.job_dead UNION ALL SELECT id, kind FROM roost.job) j ON j.id = e.job_id
            WHERE j.kind LIKE 'reports.%'
            """)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_open_shop_is_rebuilt()
    {
        var day = new DateOnly(2026, 1, 1);

        await desk.Application.Services.GetRequiredService<IJobSender>().SendAsync(new CallContext(null, Principal.System, "night"), new RebuildAllShops(day));
        await desk.Database.SettledAsync();

        (await desk.LookAsync<Guid>("SELECT tenant_id FROM roost.job_unique WHERE kind = 'reports.rebuild-sales' AND key = '2026-01-01'"))
            .ShouldBe(await desk.LookAsync<Guid>("SELECT id FROM tenants.tenants WHERE status = 'open'"), ignoreOrder: true);
    }

    [Fact]
    public async Task Customers_do_not_see_it() =>
        (await desk.AnswerAsync(HttpMethod.Get, "/v1/reports/sales", desk.CreateCustomer())).Status.ShouldBe(HttpStatusCode.Forbidden);

    private async Task<int> RebuildUntilAsync(CancellationToken over)
    {
        var replay = desk.Application.Services.GetRequiredService<IEventReplay>();
        for (var count = 0; ; count++)
        {
            if (over.IsCancellationRequested)
            {
                return count;
            }

            await RebuildAsync(settled: false);
            (await replay.ReplayAsync("reports.on-order-confirmed", DateTimeOffset.UtcNow.AddHours(-1), CancellationToken.None)).IsSuccess.ShouldBeTrue();
        }
    }

    private async Task RebuildAsync(bool settled = true)
    {
        await desk.Application.Services.GetRequiredService<IJobSender>().SendAsync(
            new CallContext(desk.Tenant, Principal.System, "test"), new RebuildSales(DateOnly.FromDateTime(DateTime.UtcNow)));
        if (settled)
        {
            await desk.Database.SettledAsync();
        }
    }

    private async Task RefundAsync(Answer order, long amount)
    {
        var path = $"/v1/payments/{order.Body.GetProperty("paymentId").GetGuid()}/refunds";
        var refunded = await desk.AnswerAsync(HttpMethod.Post, path, desk.CreatePerson(Roles.Staff), new { reason = "Late.", amount }, $"{Guid.CreateVersion7()}");
        refunded.Status.ShouldBe(HttpStatusCode.Created, refunded.Body.GetRawText());
    }

    /// <summary>Yesterday and today together, since a test may run across midnight; once all that was told has been heard.</summary>
    private async Task<Totals> TotalsAsync()
    {
        await desk.UntilAsync("SELECT bool_and(position IS NULL) FROM roost.event_subscription");
        await desk.Database.SettledAsync();
        var from = DateTime.UtcNow.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var report = await desk.AnswerAsync(HttpMethod.Get, $"/v1/reports/sales?from={from}", desk.CreatePerson(Roles.Staff));
        report.Status.ShouldBe(HttpStatusCode.OK, report.Body.GetRawText());
        return report.Body.GetProperty("days").EnumerateArray()
            .Select(day => new Totals(day.GetProperty("orders").GetInt64(), day.GetProperty("cancelled").GetInt64(), AmountOf("gross", day), AmountOf("refunded", day), AmountOf("net", day)))
            .Aggregate(new Totals(0, 0, 0, 0, 0), (sum, day) => sum + day);
    }

    private static long AmountOf(string name, JsonElement day) => day.GetProperty(name).GetProperty("amount").GetInt64();

    private sealed record Totals(long Orders, long Cancelled, long Gross, long Refunded, long Net)
    {
        public static Totals operator +(Totals left, Totals right) =>
            new(left.Orders + right.Orders, left.Cancelled + right.Cancelled, left.Gross + right.Gross, left.Refunded + right.Refunded, left.Net + right.Net);

        public static Totals operator -(Totals left, Totals right) =>
            new(left.Orders - right.Orders, left.Cancelled - right.Cancelled, left.Gross - right.Gross, left.Refunded - right.Refunded, left.Net - right.Net);
    }
}
