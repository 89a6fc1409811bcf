using Roost;

namespace Shop.Tests.Payments;

public sealed class CaptureTests(PaymentsHost host) : IClassFixture<PaymentsHost>, IDisposable
{
    private readonly Guid _order = Guid.CreateVersion7();
    private readonly Guid _capture = Guid.CreateVersion7();

    public void Dispose() => host.Line.Mend();

    [Fact]
    public async Task What_is_held_is_taken_once_however_often_it_is_asked_for()
    {
        var payment = await HoldAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.CaptureAsync(payment, _capture)));
        var again = await host.CaptureAsync(payment, _capture);

        results.Append(again).ShouldAllBe(result => result.IsSuccess && result.Value.PaymentId == payment);
        (await host.RowAsync(_order)).ShouldBe("Captured 1999 0");
        (await host.MovementsAsync(_order)).ShouldBe(["authorization 1999", "capture 1999"]);
        (await host.LedgerAsync(_order)).ShouldBe(["Authorization 1999", "Capture 1999"]);
        (await host.HeldAsync(_order)).ShouldBe(0);
    }

    [Fact]
    public async Task A_part_can_be_taken_and_the_rest_is_let_go()
    {
        var payment = await HoldAsync();

        (await host.CaptureAsync(payment, _capture, 500)).IsSuccess.ShouldBeTrue();

        (await host.RowAsync(_order)).ShouldBe("Captured 500 0");
        (await host.MovementsAsync(_order)).ShouldBe(["authorization 1999", "capture 500"]);
        (await host.HeldAsync(_order)).ShouldBe(0);
    }

    [Fact]
    public async Task There_is_one_capture_and_it_takes_no_more_than_is_held()
    {
        var payment = await HoldAsync();

        var large = await host.CaptureAsync(payment, _capture, 2000);
        var captured = await host.CaptureAsync(payment, _capture, 1000);
        var other = await host.CaptureAsync(payment, Guid.CreateVersion7(), 999);
        var changed = await host.CaptureAsync(payment, _capture, 999);

        large.Error!.Code.ShouldBe("payments.capture_too_large");
        captured.IsSuccess.ShouldBeTrue();
        (other.Error!.Code, other.Error.Kind).ShouldBe(("payments.operation_reused", ErrorKind.Unprocessable));
        changed.Error!.Code.ShouldBe("payments.operation_reused");
        (await host.MovementsAsync(_order)).ShouldBe(["authorization 1999", "capture 1000"]);
    }

    [Fact]
    public async Task Two_captures_at_once_under_two_names_take_once()
    {
        var payment = await HoldAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.CaptureAsync(payment, Guid.CreateVersion7())));

        results.Count(result => result.IsSuccess).ShouldBe(1);
        results.Where(result => !result.IsSuccess).ShouldAllBe(result => result.Error!.Code == "payments.operation_reused");
        (await host.MovementsAsync(_order)).ShouldBe(["authorization 1999", "capture 1999"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_capture_of_which_nobody_heard_is_unknown_until_it_is_asked_for_again(bool arrives)
    {
        var payment = await HoldAsync();
        (host.Line.TakesRequests, host.Line.GivesAnswers) = (arrives, false);
        var lost = await host.CaptureAsync(payment, _capture);
        var before = await host.RowAsync(_order);
        host.Line.Mend();

        var found = await host.CaptureAsync(payment, _capture);

        (lost.Error!.Code, lost.Error.Kind).ShouldBe(("payments.unknown", ErrorKind.Unavailable));
        before.ShouldBe("Capturing 0 0");
        found.IsSuccess.ShouldBeTrue();
        (await host.MovementsAsync(_order)).ShouldBe(["authorization 1999", "capture 1999"]);
        (await host.LedgerAsync(_order)).ShouldBe(["Authorization 1999", "Capture 1999"]);
    }

    [Fact]
    public async Task What_the_provider_has_let_go_by_itself_cannot_be_captured()
    {
        var payment = await HoldAsync();
        (await host.Sandbox.VoidAsync(await ChargeIdAsync(payment), $"{_order:D}-elsewhere")).Status.ShouldBe(200);

        var late = await host.CaptureAsync(payment, _capture);

        late.Error!.Code.ShouldBe("payments.voided");
        (await host.RowAsync(_order)).ShouldBe("Voided 0 0");
        (await host.HeldAsync(_order)).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_not_held_cannot_be_captured()
    {
        var charged = (await host.ChargeAsync(_order, "pm_ok")).Value.PaymentId;

        (await host.CaptureAsync(charged, _capture)).Error!.Code.ShouldBe("payments.not_authorized");
        (await host.CaptureAsync(Guid.CreateVersion7(), _capture)).Error!.Code.ShouldBe("payments.payment_not_found");
        (await host.MovementsAsync(_order)).ShouldBe(["charge 1999"]);
    }

    private async Task<Guid> HoldAsync() => (await host.AuthorizeAsync(_order)).Value.PaymentId;

    private async Task<string> ChargeIdAsync(Guid payment) =>
        (await host.QueryAsync<string>("SELECT provider_charge_id FROM payments.payments WHERE id = @payment", new { payment })).Single();
}
