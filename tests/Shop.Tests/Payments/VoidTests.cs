using Roost;

namespace Shop.Tests.Payments;

/// <summary>Undoing an authorisation, whatever became of it.</summary>
public sealed class VoidTests(PaymentsHost host) : IClassFixture<PaymentsHost>, IDisposable
{
    private readonly Guid _order = Guid.CreateVersion7();

    public void Dispose() => host.Line.Mend();

    [Fact]
    public async Task What_is_held_is_let_go_once()
    {
        await host.AuthorizeAsync(_order);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.VoidAsync(_order)));

        results.ShouldAllBe(result => result.IsSuccess);
        await ShouldBeAsync("Voided 0 0", ["authorization 1999", "void 1999"], ["Authorization 1999", "Void 1999"]);
        (await host.AuthorizeAsync(_order)).Error!.Code.ShouldBe("payments.voided");
    }

    [Fact]
    public async Task What_was_captured_is_given_back()
    {
        var payment = (await host.AuthorizeAsync(_order)).Value.PaymentId;
        await host.CaptureAsync(payment, Guid.CreateVersion7());

        (await host.VoidAsync(_order)).IsSuccess.ShouldBeTrue();
        (await host.VoidAsync(_order)).IsSuccess.ShouldBeTrue();

        await ShouldBeAsync("Refunded 1999 1999", ["authorization 1999", "capture 1999", "refund 1999"], ["Authorization 1999", "Capture 1999", "Refund 1999"]);
        (await host.ToldAsync(_order)).ShouldBe([1999]);
    }

    [Theory]
    [InlineData("pm_declined")]
    [InlineData("pm_error")]
    [InlineData("pm_nonsense")]
    public async Task Where_nothing_is_held_there_is_nothing_to_let_go(string method)
    {
        await host.AuthorizeAsync(_order, method);

        (await host.VoidAsync(_order)).IsSuccess.ShouldBeTrue();
        (await host.MovementsAsync(_order)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_capture_of_which_nobody_heard_is_found_and_given_back()
    {
        var payment = (await host.AuthorizeAsync(_order)).Value.PaymentId;
        host.Line.GivesAnswers = false;
        await host.CaptureAsync(payment, Guid.CreateVersion7());
        var unsettled = await host.VoidAsync(_order);
        host.Line.Mend();

        var settled = await host.VoidAsync(_order);

        (unsettled.Error!.Code, unsettled.Error.Kind).ShouldBe(("payments.unknown", ErrorKind.Unavailable));
        settled.IsSuccess.ShouldBeTrue();
        await ShouldBeAsync("Refunded 1999 1999", ["authorization 1999", "capture 1999", "refund 1999"], ["Authorization 1999", "Capture 1999", "Refund 1999"]);
    }

    [Fact]
    public async Task A_capture_that_never_arrived_does_not_come_after_the_hold_was_let_go()
    {
        var payment = (await host.AuthorizeAsync(_order)).Value.PaymentId;
        var capture = Guid.CreateVersion7();
        host.Line.TakesRequests = false;
        await host.CaptureAsync(payment, capture);
        host.Line.Mend();

        (await host.VoidAsync(_order)).IsSuccess.ShouldBeTrue();
        var late = await host.CaptureAsync(payment, capture);

        (late.Error!.Code, late.Error.Kind).ShouldBe(("payments.voided", ErrorKind.Unprocessable));
        await ShouldBeAsync("Voided 0 0", ["authorization 1999", "void 1999"], ["Authorization 1999", "Void 1999"]);
    }

    [Fact]
    public async Task A_capture_and_an_undoing_at_once_end_the_same_for_both_and_nothing_is_kept()
    {
        for (var round = 0; round < 15; round++)
        {
            var order = Guid.CreateVersion7();
            var payment = (await host.AuthorizeAsync(order)).Value.PaymentId;

            var capturing = host.CaptureAsync(payment, Guid.CreateVersion7());
            var voided = await host.VoidAsync(order);
            var captured = await capturing;

            voided.IsSuccess.ShouldBeTrue(voided.Error?.Code);
            var movements = await host.MovementsAsync(order);
            movements.ShouldBe(movements.Contains("void 1999") ? ["authorization 1999", "void 1999"] : ["authorization 1999", "capture 1999", "refund 1999"]);
            captured.IsSuccess.ShouldBe(movements.Contains("capture 1999"), captured.Error?.Code);
            (await host.LedgerAsync(order)).ShouldBe([.. movements.Select(movement => char.ToUpperInvariant(movement[0]) + movement[1..])]);
        }
    }

    [Fact]
    public async Task An_order_that_is_given_back_is_let_go_of_as_well()
    {
        await host.AuthorizeAsync(_order);

        (await host.RefundAsync(_order)).IsSuccess.ShouldBeTrue();

        await ShouldBeAsync("Voided 0 0", ["authorization 1999", "void 1999"], ["Authorization 1999", "Void 1999"]);
    }

    [Fact]
    public async Task Only_an_authorisation_can_be_undone_and_only_for_its_order()
    {
        await host.AuthorizeAsync(_order);
        var charged = Guid.CreateVersion7();
        await host.ChargeAsync(charged, "pm_ok");

        var other = await host.VoidAsync(_order, Guid.CreateVersion7());

        (other.Error!.Code, other.Error.Kind).ShouldBe(("payments.operation_reused", ErrorKind.Unprocessable));
        (await host.VoidAsync(charged)).Error!.Code.ShouldBe("payments.operation_reused");
        (await host.RowAsync(_order)).ShouldBe("Authorized 0 0");
        (await host.RowAsync(charged)).ShouldBe("Captured 1999 0");
    }

    private async Task ShouldBeAsync(string row, string[] movements, string[] ledger)
    {
        (await host.RowAsync(_order)).ShouldBe(row);
        (await host.MovementsAsync(_order)).ShouldBe(movements);
        (await host.LedgerAsync(_order)).ShouldBe(ledger);
        (await host.HeldAsync(_order)).ShouldBe(0);
    }
}
