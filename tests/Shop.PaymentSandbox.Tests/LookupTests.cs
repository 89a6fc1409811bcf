namespace Shop.PaymentSandbox.Tests;

public sealed class LookupTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private readonly string _key = RunningSandbox.Fresh();

    [Fact]
    public async Task A_reference_finds_its_charges_the_oldest_first()
    {
        var first = await sandbox.Api.ChargeAsync($"{_key}-1", method: "pm_declined", reference: $"order {_key}/ü");
        var second = await sandbox.Api.ChargeAsync($"{_key}-2", reference: $"order {_key}/ü");

        var found = await sandbox.Api.GetAsync($"v1/charges?reference={Uri.EscapeDataString($"order {_key}/ü")}");

        found.Json["charges"]!.AsArray().Select(charge => (string)charge!["id"]!).ShouldBe([first.Id, second.Id]);
    }

    [Fact]
    public async Task A_key_finds_the_charge_that_it_made_or_changed_as_it_is_now()
    {
        var charge = await sandbox.Api.ChargeAsync(_key, 1000);
        await sandbox.Api.RefundAsync(charge.Id, $"{_key}-refund", 100);

        foreach (var key in new[] { _key, $"{_key}-refund" })
        {
            var found = (await sandbox.Api.FindByKeyAsync(key)).ShouldHaveSingleItem()!;
            ((string)found["id"]!).ShouldBe(charge.Id);
            ((long)found["amountRefunded"]!).ShouldBe(100);
        }
    }

    [Fact]
    public async Task What_nobody_made_is_not_found()
    {
        (await sandbox.Api.FindByKeyAsync(_key)).ShouldBeEmpty();
        (await sandbox.Api.GetAsync($"v1/charges?reference={_key}")).Json["charges"]!.AsArray().ShouldBeEmpty();
        (await sandbox.Api.GetAsync("v1/charges/ch_none")).ShouldBeProblem(404, "charge_not_found");
        (await sandbox.Api.CaptureAsync("ch_none", _key)).ShouldBeProblem(404, "charge_not_found");
        (await sandbox.Api.VoidAsync("ch_none", _key)).ShouldBeProblem(404, "charge_not_found");
        (await sandbox.Api.RefundAsync("ch_none", _key)).ShouldBeProblem(404, "charge_not_found");
    }

    [Theory]
    [InlineData("v1/charges", "filter_required")]
    [InlineData("v1/charges?reference=a&key=b", "filter_required")]
    [InlineData("v1/charges?key=", "validation_failed")]
    [InlineData("v1/charges?reference=", "validation_failed")]
    [InlineData("v1/statement?from=yesterday", "validation_failed")]
    [InlineData("v1/statement?to=", "validation_failed")]
    [InlineData("v1/statement?from=2026-01-02&to=2026-01-01", "validation_failed")]
    public async Task A_faulty_query_is_refused(string path, string code) =>
        (await sandbox.Api.GetAsync(path)).ShouldBeProblem(400, code);

    [Fact]
    public async Task The_statement_lists_movements_in_order_and_by_time()
    {
        var charge = await sandbox.Api.ChargeAsync(_key, 1000, reference: _key);
        var refund = await sandbox.Api.RefundAsync(charge.Id, $"{_key}-refund", 100);
        var all = await sandbox.Api.MovementsAsync();

        all.Select(m => (long)m["sequence"]!).ShouldBeInOrder();
        var mine = all.Where(m => (string)m["reference"]! == _key).ToArray();
        ((string)mine[0]["chargeId"]!, (string)mine[0]["idempotencyKey"]!).ShouldBe((charge.Id, _key));
        ((string)mine[1]["refundId"]!, (string)mine[1]["currency"]!).ShouldBe((refund.Id, "EUR"));

        var from = Uri.EscapeDataString((string)mine[0]["at"]!);
        var to = Uri.EscapeDataString((string)mine[1]["at"]!);
        var span = await sandbox.Api.MovementsAsync($"?from={from}&to={to}");
        var keys = span.Select(m => (string)m["idempotencyKey"]!).ToArray();
        keys.ShouldContain(_key, "from is included");
        keys.ShouldNotContain($"{_key}-refund", "to is excluded");
    }
}
