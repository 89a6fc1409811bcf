namespace Shop.Tests.Payments;

public sealed class ChargeTests(PaymentsHost host) : IClassFixture<PaymentsHost>, IDisposable
{
    private readonly Guid _order = Guid.CreateVersion7();

    public void Dispose() => host.Line.Mend();

    [Theory]
    [InlineData("pm_ok", null, "Captured 1999 0", "charge 1999")]
    [InlineData("pm_slow", null, "Captured 1999 0", "charge 1999")]
    [InlineData("pm_lost", null, "Captured 1999 0", "charge 1999")]
    [InlineData("pm_declined", "payments.declined", "Declined 0 0", null)]
    [InlineData("pm_error", "payments.failed", "Failed 0 0", null)]
    [InlineData("pm_nonsense", "payments.method_unknown", "UnknownMethod 0 0", null)]
    [InlineData("\r\nX: y", "payments.failed", "Failed 0 0", null)]
    public async Task Each_method_ends_as_it_says_and_takes_money_at_most_once(string method, string? error, string row, string? movement)
    {
        var result = await host.ChargeAsync(_order, method);
        var again = await host.ChargeAsync(_order, method);

        result.Error?.Code.ShouldBe(error);
        again.ShouldBe(result);
        (await host.RowAsync(_order)).ShouldBe(row);
        (await host.MovementsAsync(_order)).ShouldBe(movement is null ? [] : [movement]);
    }

    [Theory]
    [InlineData("pm_ok")]
    [InlineData("pm_lost")]
    public async Task Duplicates_at_once_charge_once(string method)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.ChargeAsync(_order, method)));

        results.Distinct().ShouldHaveSingleItem().IsSuccess.ShouldBeTrue();
        (await host.MovementsAsync(_order)).ShouldBe(["charge 1999"]);
    }

    [Fact]
    public async Task An_operation_id_belongs_to_one_payment()
    {
        await host.ChargeAsync(_order, "pm_ok");

        var other = await host.ChargeAsync(_order, "pm_ok", amount: 5);

        other.Error!.Code.ShouldBe("payments.operation_reused");
        (await host.MovementsAsync(_order)).ShouldBe(["charge 1999"]);
    }

    [Fact]
    public async Task Nothing_to_pay_is_paid_without_asking_anybody()
    {
        host.Line.TakesRequests = false;

        (await host.ChargeAsync(_order, "pm_ok", amount: 0)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task A_charge_whose_every_answer_is_lost_is_unknown_until_it_is_asked_for_again()
    {
        host.Line.GivesAnswers = false;
        var lost = await host.ChargeAsync(_order, "pm_ok");
        var before = await host.RowAsync(_order);
        host.Line.Mend();

        var found = await host.ChargeAsync(_order, "pm_ok");

        lost.Error!.Code.ShouldBe("payments.unknown");
        before.ShouldBe("Pending 0 0");
        found.IsSuccess.ShouldBeTrue();
        (await host.MovementsAsync(_order)).ShouldBe(["charge 1999"]);
    }

    [Fact]
    public async Task A_charge_that_may_still_arrive_is_not_called_failed()
    {
        host.Line.TakesRequests = false;

        (await host.ChargeAsync(_order, "pm_ok")).Error!.Code.ShouldBe("payments.unknown");
        (await host.RowAsync(_order)).ShouldBe("Pending 0 0");
    }

    [Fact]
    public async Task A_provider_that_was_never_reached_has_charged_nothing()
    {
        // Nobody listens on the discard port.
        await using var lonely = await host.StartAsync(new Uri("http://127.0.0.1:9"));

        (await host.ChargeAsync(lonely, _order, "pm_ok")).Error!.Code.ShouldBe("payments.failed");
    }

    [Fact]
    public async Task A_provider_slower_than_our_patience_charges_once()
    {
        await using var impatient = await host.StartAsync(host.Sandbox.Address, tryTimeout: TimeSpan.FromMilliseconds(200));

        var result = await host.ChargeAsync(impatient, _order, "pm_slow");
        for (var again = 0; result.Error?.Code == "payments.unknown" && again < 20; again++)
        {
            result = await host.ChargeAsync(impatient, _order, "pm_slow");
        }

        result.IsSuccess.ShouldBeTrue(result.Error?.Code);
        (await host.MovementsAsync(_order)).ShouldBe(["charge 1999"]);
    }

    [Fact]
    public async Task A_charge_is_given_up_only_when_no_try_of_it_can_be_on_its_way_however_long_a_try_may_take()
    {
        await using var patient = await host.StartAsync(host.Line.Address, tryTimeout: TimeSpan.FromMinutes(5));
        host.Line.TakesRequests = false;
        var lost = await host.ChargeAsync(patient, _order, "pm_ok");
        host.Line.Mend();

        await host.AgeAsync(patient, _order, TimeSpan.FromMinutes(15));
        var early = await host.RefundAsync(patient, _order);
        await host.AgeAsync(patient, _order, TimeSpan.FromMinutes(21));
        var late = await host.RefundAsync(patient, _order);

        lost.Error!.Code.ShouldBe("payments.unknown");
        early.Error?.Code.ShouldBe("payments.unknown");
        late.IsSuccess.ShouldBeTrue();
    }
}
