using Roost;
using Roost.Testing.Databases;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Reports.Rebuilds;
using Shop.Tenants.Contracts;

namespace Shop.Tests.Reports;

/// <summary>The report, from what is heard in whatever order, and from rebuilds in between.</summary>
public sealed class SalesTests(PostgresServer server)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly Guid _order = Guid.CreateVersion7();

    private OrderConfirmed Confirmed => new(_order, Guid.CreateVersion7(), new(1000, "EUR"), Noon);

    private OrderCancelled Cancelled => new(_order, Guid.CreateVersion7(), new(1000, "EUR"), Noon, Noon.AddDays(3));

    private PaymentRefunded Refunded { get; } = new(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.Empty, new(300, "EUR"), Noon.AddDays(3));

    [Fact]
    public async Task What_is_heard_counts_on_the_day_of_the_sale_in_whatever_order_it_comes()
    {
        await using var desk = await ReportsDesk.OpenAsync(server);

        await desk.TellAsync(Refunded with { OrderId = _order });
        (await desk.ReportAsync()).ShouldBeEmpty("Of a sale nothing was heard so far.");
        await desk.TellAsync(Cancelled);
        (await desk.ReportAsync()).ShouldBe(["2026-11-05 1/1 1000-300=700 EUR"]);
        await desk.TellAsync(Confirmed);

        (await desk.ReportAsync()).ShouldBe(["2026-11-05 1/1 1000-300=700 EUR"]);
    }

    [Fact]
    public async Task A_replay_counts_nothing_twice()
    {
        await using var desk = await ReportsDesk.OpenAsync(server);
        await desk.TellAsync(Confirmed);
        await desk.TellAsync(Refunded with { OrderId = _order });
        await desk.TellAsync(Cancelled);

        foreach (var name in new[] { "order-confirmed", "order-cancelled", "payment-refunded" })
        {
            await desk.ReplayAsync($"reports.on-{name}");
        }

        (await desk.LookAsync<long>("SELECT count(*) FROM roost.job_done GROUP BY kind")).ShouldBe([2, 2, 2]);
        (await desk.ReportAsync()).ShouldBe(["2026-11-05 1/1 1000-300=700 EUR"]);
    }

    [Fact]
    public async Task An_order_that_was_never_confirmed_is_no_sale_and_its_refund_no_loss()
    {
        await using var desk = await ReportsDesk.OpenAsync(server);
        await desk.TellAsync(Confirmed with { OrderId = Guid.CreateVersion7() });

        await desk.TellAsync(Cancelled with { ConfirmedAt = null });
        await desk.TellAsync(Refunded with { OrderId = _order });

        (await desk.ReportAsync()).ShouldBe(["2026-11-05 1/0 1000-0=1000 EUR"]);
    }

    [Fact]
    public async Task A_rebuild_finds_what_no_event_has_brought_and_puts_right_what_is_wrong()
    {
        await using var desk = await ReportsDesk.OpenAsync(server);
        await desk.TellAsync(Confirmed);
        await desk.LookAsync<int>("UPDATE reports.sales SET amount = 1, confirmed_at = confirmed_at - interval '1 year'");
        desk.Books.Sales.AddRange([new(_order, new(1000, "EUR"), Noon, null), new(Guid.CreateVersion7(), new(50, "EUR"), Noon.AddDays(-7), Noon)]);
        desk.Books.Refunds.Add(new(Guid.CreateVersion7(), _order, new(200, "EUR")));

        await desk.RebuildAsync(new(2026, 11, 5));

        (await desk.ReportAsync()).ShouldBe(["2026-11-05 1/0 1000-200=800 EUR"]);
        (await desk.ReportAsync("from=2026-10-01&to=2026-10-31")).ShouldBe(["2026-10-29 1/1 50-0=50 EUR"]);
    }

    [Fact]
    public async Task A_rebuild_that_overtakes_an_event_or_is_overtaken_by_one_changes_nothing()
    {
        await using var desk = await ReportsDesk.OpenAsync(server);
        var refund = Refunded with { OrderId = _order };
        desk.Books.Sales.Add(new(_order, new(1000, "EUR"), Noon, null));
        desk.Books.Refunds.Add(new(refund.RefundId, _order, refund.Amount));

        // The events are still on their way when it reads.
        await desk.RebuildAsync(new(2026, 11, 5));
        (await desk.ReportAsync()).ShouldBe(["2026-11-05 1/0 1000-300=700 EUR"]);
        await desk.TellAsync(Confirmed);
        await desk.TellAsync(refund);
        (await desk.ReportAsync()).ShouldBe(["2026-11-05 1/0 1000-300=700 EUR"]);

        // The order is cancelled behind its back: it writes what it has read before.
        await desk.TellAsync(Cancelled);
        await desk.RebuildAsync(new(2026, 11, 5));
        (await desk.ReportAsync()).ShouldBe(["2026-11-05 1/1 1000-300=700 EUR"]);
    }

    [Fact]
    public async Task More_sales_than_a_page_holds_are_rebuilt_also_if_all_have_one_time()
    {
        await using var desk = await ReportsDesk.OpenAsync(server);
        desk.Books.Sales.AddRange(Enumerable.Range(0, 1201).Select(i => new SaleSnapshot(Guid.CreateVersion7(), new(1, i % 2 == 0 ? "EUR" : "USD"), Noon, null)));

        await desk.RebuildAsync(new(2026, 11, 5));

        (await desk.ReportAsync()).ShouldBe(["2026-11-05 601/0 601-0=601 EUR", "2026-11-05 600/0 600-0=600 USD"]);
    }

    [Fact]
    public async Task Every_night_each_shop_is_rebuilt_once()
    {
        await using var desk = await ReportsDesk.OpenAsync(server);
        desk.Books.Shops.AddRange(Enumerable.Range(0, 501).Select(i => new TenantSnapshot(Guid.CreateVersion7(), $"shop-{i}", "A shop")));
        var tonight = new RebuildAllShops(new(2026, 11, 5));

        await desk.SendAsync(tenant: null, tonight);
        await desk.SendAsync(tenant: null, tonight);

        (await desk.LookAsync<long>("SELECT count(*) FROM roost.job_done WHERE kind = 'reports.rebuild-sales'")).ShouldBe([501]);
        await desk.SendAsync(tenant: null, tonight with { Day = new(2026, 11, 6) });
        (await desk.LookAsync<string>("SELECT count(*) || ' of ' || count(DISTINCT tenant_id) FROM roost.job_done WHERE kind = 'reports.rebuild-sales'")).ShouldBe(["1002 of 501"]);
        (await desk.LookAsync<string>("SELECT name || ' ' || cron || ' ' || zone FROM roost.schedule")).ShouldBe(["reports.nightly 15 2 * * * UTC"]);
    }

    [Fact]
    public async Task Days_begin_at_midnight_utc()
    {
        await using var desk = await ReportsDesk.OpenAsync(server);
        var midnight = new DateTimeOffset(2026, 11, 6, 0, 0, 0, TimeSpan.Zero);
        foreach (var time in new[] { midnight.AddTicks(-10), midnight, midnight.ToOffset(TimeSpan.FromHours(-5)) })
        {
            await desk.TellAsync(Confirmed with { OrderId = Guid.CreateVersion7(), ConfirmedAt = time });
        }

        (await desk.ReportAsync()).ShouldBe(["2026-11-05 1/0 1000-0=1000 EUR", "2026-11-06 2/0 2000-0=2000 EUR"]);
        (await desk.ReportAsync("from=2026-11-05&to=2026-11-05")).ShouldBe(["2026-11-05 1/0 1000-0=1000 EUR"]);
        (await desk.ReportAsync("from=2026-11-06&to=2026-11-06")).ShouldBe(["2026-11-06 2/0 2000-0=2000 EUR"]);
    }

    [Fact]
    public async Task Without_days_it_is_the_last_thirty_and_of_another_shop_nothing()
    {
        await using var desk = await ReportsDesk.OpenAsync(server);
        var now = DateTimeOffset.UtcNow;
        foreach (var days in new[] { 0, 28, 32 })
        {
            await desk.TellAsync(Confirmed with { OrderId = Guid.CreateVersion7(), ConfirmedAt = now.AddDays(-days) });
        }

        using var other = desk.CreateClient(TenantId.New());
        (await desk.ReportAsync("")).Length.ShouldBe(2);
        (await desk.ReportAsync($"from={now.AddDays(-40):yyyy-MM-dd}")).Length.ShouldBe(3);
        (await desk.ReportAsync("from=0001-01-01&to=0001-12-31")).ShouldBeEmpty();
        (await desk.ReportAsync("from=9999-01-01&to=9999-12-31")).ShouldBeEmpty();
        (await desk.ReportAsync("", other)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("from=2026-11-02&to=2026-11-01", "from: The first day must not be after the last.")]
    [InlineData("from=2025-01-01&to=2026-01-02", "from: From the first to the last there may be 366 days.")]
    [InlineData("from=2026-13-01", "from: is not valid")]
    [InlineData("from=x&to=y", "from: is not valid, to: is not valid")]
    public async Task Days_that_make_no_range_are_refused(string query, string refusal)
    {
        await using var desk = await ReportsDesk.OpenAsync(server);

        (await desk.RefusalAsync(query)).ShouldBe(refusal);
    }
}
