using Roost;

namespace Shop.Tests.Payments;

public sealed class AuthorizationTests(PaymentsHost host) : IClassFixture<PaymentsHost>, IDisposable
{
    private readonly Guid _order = Guid.CreateVersion7();

    public void Dispose() => host.Line.Mend();

    [Theory]
    [InlineData("pm_ok", null, "Authorized 0 0", "authorization 1999")]
    [InlineData("pm_slow", null, "Authorized 0 0", "authorization 1999")]
    [InlineData("pm_lost", null, "Authorized 0 0", "authorization 1999")]
    [InlineData("pm_declined", "payments.declined", "Declined 0 0", null)]
    [InlineData("pm_error", "payments.failed", "Failed 0 0", null)]
    [InlineData("pm_nonsense", "payments.method_unknown", "UnknownMethod 0 0", null)]
    public async Task Each_method_ends_as_it_says_and_holds_the_amount_at_most_once(string method, string? error, string row, string? movement)
    {
        var result = await host.AuthorizeAsync(_order, method);
        var again = await host.AuthorizeAsync(_order, method);

        result.Error?.Code.ShouldBe(error);
        result.Error?.Kind.ShouldBe(ErrorKind.Unprocessable);
        again.ShouldBe(result);
        (await host.RowAsync(_order)).ShouldBe(row);
        (await host.MovementsAsync(_order)).ShouldBe(movement is null ? [] : [movement]);
        (await host.LedgerAsync(_order)).ShouldBe(movement is null ? [] : ["Authorization 1999"]);
    }

    [Fact]
    public async Task Duplicates_at_once_hold_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.AuthorizeAsync(_order)));

        results.Distinct().ShouldHaveSingleItem().IsSuccess.ShouldBeTrue();
        (await host.MovementsAsync(_order)).ShouldBe(["authorization 1999"]);
        (await host.LedgerAsync(_order)).ShouldBe(["Authorization 1999"]);
    }

    [Fact]
    public async Task An_operation_id_belongs_to_one_authorisation_for_good()
    {
        await host.AuthorizeAsync(_order);

        var other = await host.AuthorizeAsync(_order, amount: 5);
        var charge = await host.ChargeAsync(_order, "pm_ok");

        (other.Error!.Code, other.Error.Kind).ShouldBe(("payments.operation_reused", ErrorKind.Unprocessable));
        charge.Error!.Code.ShouldBe("payments.operation_reused");
        (await host.MovementsAsync(_order)).ShouldBe(["authorization 1999"]);
    }

    [Fact]
    public async Task An_authorisation_whose_every_answer_is_lost_is_unknown_until_it_is_asked_for_again()
    {
        host.Line.GivesAnswers = false;
        var lost = await host.AuthorizeAsync(_order);
        host.Line.Mend();

        var found = await host.AuthorizeAsync(_order);

        (lost.Error!.Code, lost.Error.Kind).ShouldBe(("payments.unknown", ErrorKind.Unavailable));
        found.IsSuccess.ShouldBeTrue();
        (await host.MovementsAsync(_order)).ShouldBe(["authorization 1999"]);
    }

    [Fact]
    public async Task Nothing_to_pay_is_authorised_captured_and_undone_without_asking_anybody()
    {
        host.Line.TakesRequests = false;
        var other = Guid.CreateVersion7();

        var payment = (await host.AuthorizeAsync(_order, amount: 0)).Value.PaymentId;
        (await host.CaptureAsync(payment, Guid.CreateVersion7())).IsSuccess.ShouldBeTrue();
        (await host.AuthorizeAsync(other, amount: 0)).IsSuccess.ShouldBeTrue();
        (await host.VoidAsync(other)).IsSuccess.ShouldBeTrue();
        (await host.VoidAsync(_order)).IsSuccess.ShouldBeTrue();

        (await host.RowAsync(_order)).ShouldBe("Captured 0 0");
        (await host.RowAsync(other)).ShouldBe("Voided 0 0");
        (await host.LedgerAsync(_order)).ShouldBeEmpty();
    }
}
