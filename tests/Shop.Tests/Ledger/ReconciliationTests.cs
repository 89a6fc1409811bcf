using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shop.Payments.Reconciliation;
using Shop.Tests.Payments;

namespace Shop.Tests.Ledger;

/// <summary>The ledger compared with the statement of the real sandbox.</summary>
public sealed class ReconciliationTests(PaymentsHost host) : IClassFixture<PaymentsHost>, IDisposable
{
    private readonly Guid _order = Guid.CreateVersion7();
    private readonly HttpClient _staff = host.CreateStaff();

    public void Dispose()
    {
        host.Line.Mend();
        _staff.Dispose();
    }

    [Fact]
    public async Task Whatever_happens_to_payments_both_say_the_same_of_it()
    {
        Guid[] orders = [.. Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7())];
        await host.ChargeAsync(orders[0], "pm_lost");
        await host.RefundAsync(orders[0]);
        await host.AuthorizeAsync(orders[1], "pm_declined");
        await host.CaptureAsync((await host.AuthorizeAsync(orders[2])).Value.PaymentId, Guid.CreateVersion7(), 700);
        await host.VoidAsync(orders[2]);
        await host.AuthorizeAsync(orders[3]);
        await host.VoidAsync(orders[3]);
        await host.VoidAsync(orders[4]);
        await host.AuthorizeAsync(orders[5], "pm_slow");

        await ReconcileAsync();

        var charges = await host.QueryAsync<string>("SELECT provider_charge_id FROM payments.payments WHERE order_id = ANY (@orders) AND provider_charge_id IS NOT NULL", new { orders });
        charges.Count.ShouldBe(5);
        (await DifferencesAsync()).Where(difference => charges.Contains((string?)difference["providerChargeId"])).ShouldBeEmpty();
        (await DifferencesAsync()).Where(difference => ((string)difference["providerKey"]!).Contains("auth-", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Money_that_the_provider_moved_by_itself_is_missing_here()
    {
        await host.ChargeAsync(_order, "pm_ok");
        var charge = (string)(await host.Sandbox.FindByKeyAsync($"{_order:D}"))[0]!["id"]!;
        (await host.Sandbox.RefundAsync(charge, $"{_order:D}-by-hand", 250)).Status.ShouldBe(201);

        await ReconcileAsync();

        var found = await DifferenceAsync($"{_order:D}-by-hand");
        Summary(found).ShouldBe("missing_here refund - 250 EUR");
        ((string)found["providerChargeId"]!).ShouldBe(charge);
    }

    [Fact]
    public async Task Money_of_which_the_provider_knows_nothing_is_missing_there_until_it_is_reversed()
    {
        var (payment, transaction) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await host.WriteAsync([Writing.Payment(payment, 1000, captured: 1000), .. Writing.Capture(transaction, payment, 1000, providerKey: $"nowhere-{payment}")]);

        await ReconcileAsync();
        var found = await DifferenceAsync($"nowhere-{payment}");
        await host.WriteAsync([("UPDATE payments.payments SET captured = 0 WHERE id = @payment", new { payment }), .. Writing.Reversal(Guid.CreateVersion7(), payment, transaction)]);
        await ReconcileAsync();

        Summary(found).ShouldBe("missing_there capture 1000 - EUR");
        (await DifferencesAsync()).ShouldNotContain(difference => (string)difference["providerKey"]! == $"nowhere-{payment}");
        (await DifferencesAsync("?resolved=true&limit=100")).ShouldContain(difference => (string)difference["providerKey"]! == $"nowhere-{payment}" && difference["resolvedAt"] != null);
    }

    [Fact]
    public async Task Another_amount_than_the_providers_is_told_with_both()
    {
        var payment = Guid.CreateVersion7();
        await host.Sandbox.ChargeAsync($"odd-{payment}", amount: 1200, reference: $"{payment:D}");
        await host.WriteAsync([Writing.Payment(payment, 1000, captured: 1000), .. Writing.Capture(Guid.CreateVersion7(), payment, 1000, providerKey: $"odd-{payment}")]);

        await ReconcileAsync();

        Summary(await DifferenceAsync($"odd-{payment}")).ShouldBe("amount_differs charge 1000 1200 EUR");
    }

    [Fact]
    public async Task What_is_found_is_counted_once_and_found_again_is_the_same()
    {
        await host.AuthorizeAsync(_order);
        var charge = (await host.QueryAsync<string>("SELECT provider_charge_id FROM payments.payments WHERE order_id = @order", new { order = _order })).Single();
        (await host.Sandbox.VoidAsync(charge, $"{_order:D}-by-hand")).Status.ShouldBe(200);
        await host.SendAsync(new ReconcileLedger(Today.AddDays(-40)));
        (await DifferencesAsync()).ShouldNotContain(difference => (string)difference["providerKey"]! == $"{_order:D}-by-hand", "That was another day.");
        ConcurrentQueue<string> counted = [];
        using var listener = Listen(counted);

        await ReconcileAsync();
        var first = await DifferenceAsync($"{_order:D}-by-hand");
        var count = counted.Count;
        await ReconcileAsync();

        count.ShouldBeGreaterThan(0);
        counted.ShouldAllBe(kind => kind == "missing_here" || kind == "missing_there" || kind == "amount_differs");
        counted.Count.ShouldBe(count);
        (await DifferenceAsync($"{_order:D}-by-hand")).ToJsonString().ShouldBe(first.ToJsonString());
    }

    [Fact]
    public async Task Money_that_is_recorded_later_is_no_difference_any_more()
    {
        await host.AuthorizeAsync(_order);
        var payment = (await host.QueryAsync<Guid>("SELECT id FROM payments.payments WHERE order_id = @order", new { order = _order })).Single();
        host.Line.GivesAnswers = false;
        var capture = Guid.CreateVersion7();
        (await host.CaptureAsync(payment, capture)).Error!.Code.ShouldBe("payments.unknown");
        host.Line.Mend();
        await ReconcileAsync();
        var before = (await DifferencesAsync()).Where(difference => ((string)difference["providerKey"]!).EndsWith($"{payment:N}", StringComparison.Ordinal)).Select(Summary).ToList();

        (await host.CaptureAsync(payment, capture)).IsSuccess.ShouldBeTrue();
        await ReconcileAsync();

        before.ShouldBe(["missing_here capture - 1999 EUR"]);
        (await DifferencesAsync()).ShouldNotContain(difference => ((string)difference["providerKey"]!).EndsWith($"{payment:N}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_shop_has_its_turn_each_night()
    {
        await host.SendTenantFreeAsync(new ReconcileAllShops(Today));

        (await host.LookAsync<Guid>("SELECT tenant_id FROM roost.job_unique WHERE kind = 'payments.reconcile-ledger'")).ShouldBe([host.Tenant.Value]);
    }

    private static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    private static string Summary(JsonNode difference) =>
        $"{difference["kind"]} {difference["type"]} {difference["ledgerAmount"]?.ToString() ?? "-"} {difference["providerAmount"]?.ToString() ?? "-"} {difference["currency"]}";

    private static MeterListener Listen(ConcurrentQueue<string> counted)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Name == "shop.ledger.differences")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            for (var i = 0; i < value; i++)
            {
                counted.Enqueue((string)tags[0].Value!);
            }
        });
        listener.Start();
        return listener;
    }

    private Task ReconcileAsync() => host.SendAsync(new ReconcileLedger(Today));

    private async Task<JsonNode> DifferenceAsync(string providerKey) =>
        (await DifferencesAsync()).Where(difference => (string)difference["providerKey"]! == providerKey).ShouldHaveSingleItem();

    private async Task<IReadOnlyList<JsonNode>> DifferencesAsync(string query = "?limit=100") =>
        [.. (await _staff.GetFromJsonAsync<JsonNode>($"/v1/ledger/differences{query}"))!["items"]!.AsArray().Select(difference => difference!)];
}
