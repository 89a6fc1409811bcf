using System.Net;
using System.Net.Http.Json;

namespace Shop.Tests.Payments;

public sealed class RefundTests(PaymentsHost host) : IClassFixture<PaymentsHost>, IDisposable
{
    private readonly Guid _order = Guid.CreateVersion7();

    public void Dispose() => host.Line.Mend();

    [Fact]
    public async Task An_order_is_refunded_once_even_under_the_operation_id_of_its_charge()
    {
        await host.ChargeAsync(_order, "pm_ok");

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.RefundAsync(_order)));

        results.ShouldAllBe(result => result.IsSuccess);
        (await host.RowAsync(_order)).ShouldBe("Refunded 1999 1999");
        (await host.MovementsAsync(_order)).ShouldBe(["charge 1999", "refund 1999"]);
        (await host.ToldAsync(_order)).ShouldBe([1999]);
    }

    [Theory]
    [InlineData("pm_declined")]
    [InlineData("pm_error")]
    public async Task Where_nothing_was_taken_there_is_nothing_to_give_back(string method)
    {
        await host.ChargeAsync(_order, method);

        (await host.RefundAsync(_order)).IsSuccess.ShouldBeTrue();
        (await host.MovementsAsync(_order)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_that_was_never_paid_is_refunded_by_doing_nothing() => (await host.RefundAsync(_order)).IsSuccess.ShouldBeTrue();

    [Fact]
    public async Task A_charge_of_which_nobody_heard_is_found_and_given_back()
    {
        host.Line.GivesAnswers = false;
        await host.ChargeAsync(_order, "pm_ok");
        var unsettled = await host.RefundAsync(_order);
        host.Line.Mend();

        var refunded = await host.RefundAsync(_order);

        unsettled.Error!.Code.ShouldBe("payments.unknown");
        refunded.IsSuccess.ShouldBeTrue();
        (await host.RowAsync(_order)).ShouldBe("Refunded 1999 1999");
        (await host.MovementsAsync(_order)).ShouldBe(["charge 1999", "refund 1999"]);
    }

    [Fact]
    public async Task A_refund_whose_answers_are_lost_keeps_its_amount_and_is_made_once()
    {
        await host.ChargeAsync(_order, "pm_ok");
        host.Line.GivesAnswers = false;
        var lost = await host.RefundAsync(_order);
        var before = await host.RowAsync(_order);
        host.Line.Mend();

        (await host.RefundAsync(_order)).IsSuccess.ShouldBeTrue();

        lost.Error!.Code.ShouldBe("payments.unknown");
        before.ShouldBe("Refunded 1999 1999");
        (await host.MovementsAsync(_order)).ShouldBe(["charge 1999", "refund 1999"]);
        (await host.ToldAsync(_order)).ShouldBe([1999]);
    }

    [Fact]
    public async Task What_the_provider_refuses_is_free_again()
    {
        await host.ChargeAsync(_order, "pm_ok");
        var charge = (await host.Sandbox.FindByKeyAsync($"{_order:D}"))[0]!;
        // Somebody gave money back at the provider itself.
        (await host.Sandbox.RefundAsync((string)charge["id"]!, $"{_order:D}-elsewhere", 1000)).Status.ShouldBe(201);

        var refused = await host.RefundAsync(_order);

        refused.Error!.Code.ShouldBe("payments.refund_refused");
        (await host.RowAsync(_order)).ShouldBe("Captured 1999 0");
        (await host.ToldAsync(_order)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_of_an_order_that_was_refused_once_can_be_made_later()
    {
        await RefuseAsync();

        (await host.RefundAsync(_order)).IsSuccess.ShouldBeTrue();
        (await host.RefundAsync(_order)).IsSuccess.ShouldBeTrue();

        (await host.RowAsync(_order)).ShouldBe("Refunded 1999 1999");
        (await host.MovementsAsync(_order)).ShouldBe(["charge 1999", "refund 1999"]);
    }

    [Fact]
    public async Task A_refused_refund_is_in_nobodys_way_when_the_money_was_given_back_otherwise()
    {
        var payment = await RefuseAsync();
        using var staff = host.CreateStaff();
        staff.DefaultRequestHeaders.Add("Idempotency-Key", $"{Guid.CreateVersion7()}");
        using var given = await staff.PostAsJsonAsync($"/v1/payments/{payment}/refunds", new { reason = "By hand." });

        (await host.RefundAsync(_order)).IsSuccess.ShouldBeTrue();

        given.IsSuccessStatusCode.ShouldBeTrue();
        (await host.MovementsAsync(_order)).ShouldBe(["charge 1999", "refund 1999"]);
    }

    [Fact]
    public async Task A_refund_by_hand_of_which_nobody_heard_is_finished_before_an_order_counts_as_refunded()
    {
        var payment = (await host.ChargeAsync(_order, "pm_ok")).Value.PaymentId;
        using var staff = host.CreateStaff();
        staff.DefaultRequestHeaders.Add("Idempotency-Key", $"{Guid.CreateVersion7()}");
        host.Line.TakesRequests = false;
        using var lost = await staff.PostAsJsonAsync($"/v1/payments/{payment}/refunds", new { reason = "By hand." });
        host.Line.Mend();

        (await host.RefundAsync(_order)).IsSuccess.ShouldBeTrue();

        lost.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await host.MovementsAsync(_order)).ShouldBe(["charge 1999", "refund 1999"]);
    }

    [Fact]
    public async Task Repetitions_at_once_of_a_refund_that_was_refused_give_the_money_back_once()
    {
        await RefuseAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.RefundAsync(_order)));

        results.ShouldAllBe(result => result.IsSuccess);
        (await host.MovementsAsync(_order)).ShouldBe(["charge 1999", "refund 1999"]);
    }

    /// <summary>Charges, and has the provider refuse to give it back.</summary>
    private async Task<Guid> RefuseAsync()
    {
        var payment = (await host.ChargeAsync(_order, "pm_ok")).Value.PaymentId;
        host.Line.RefusesRefunds = true;
        (await host.RefundAsync(_order)).Error!.Code.ShouldBe("payments.refund_refused");
        host.Line.Mend();
        return payment;
    }
}
