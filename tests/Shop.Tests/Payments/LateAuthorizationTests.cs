using Roost;

namespace Shop.Tests.Payments;

/// <summary>Authorisations that come, or are heard of, after they were undone.</summary>
public sealed class LateAuthorizationTests(PaymentsHost host) : IClassFixture<PaymentsHost>, IDisposable
{
    // Longer than the provider may take for a call that was cut off.
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(3);

    private readonly Guid _order = Guid.CreateVersion7();

    public void Dispose() => host.Line.Mend();

    [Fact]
    public async Task One_that_comes_after_it_was_undone_is_refused_and_nobody_is_asked()
    {
        var undone = await host.VoidAsync(_order);
        var late = await host.AuthorizeAsync(_order);
        var again = await host.AuthorizeAsync(_order);

        undone.IsSuccess.ShouldBeTrue();
        (late.Error!.Code, late.Error.Kind).ShouldBe(("payments.voided", ErrorKind.Unprocessable));
        again.ShouldBe(late);
        (await host.MovementsAsync(_order)).ShouldBeEmpty();
        (await host.VoidAsync(_order)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task One_whose_answers_were_lost_is_found_and_let_go()
    {
        host.Line.GivesAnswers = false;
        await host.AuthorizeAsync(_order);
        var unheard = await host.VoidAsync(_order);
        host.Line.Mend();
        var late = await host.AuthorizeAsync(_order);

        var undone = await host.VoidAsync(_order);

        (unheard.Error!.Code, unheard.Error.Kind).ShouldBe(("payments.unknown", ErrorKind.Unavailable));
        late.Error!.Code.ShouldBe("payments.voided");
        undone.IsSuccess.ShouldBeTrue();
        await ShouldBeLetGoAsync();
    }

    [Fact]
    public async Task One_that_may_still_arrive_is_not_called_undone()
    {
        host.Line.TakesRequests = false;
        await host.AuthorizeAsync(_order);
        host.Line.Mend();
        var early = await host.VoidAsync(_order);
        await host.AgeAsync(_order, Quiet);

        var late = await host.VoidAsync(_order);

        early.Error!.Code.ShouldBe("payments.unknown");
        late.IsSuccess.ShouldBeTrue();
        (await host.RowAsync(_order)).ShouldBe("Voided 0 0");
        (await host.MovementsAsync(_order)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_the_bank_thinks_about_while_it_is_undone_is_let_go()
    {
        var held = host.Line.HoldCharges();
        var authorizing = host.AuthorizeAsync(_order, "pm_slow");
        await held.Reached;
        var undone = await host.VoidAsync(_order);
        undone.Error!.Code.ShouldBe("payments.unknown");
        host.Line.Mend();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            undone = await host.VoidAsync(_order);
        }
        while (undone.Error?.Code == "payments.unknown");

        undone.IsSuccess.ShouldBeTrue(undone.Error?.Code);
        (await authorizing).Error!.Code.ShouldBe("payments.voided");
        await ShouldBeLetGoAsync();
    }

    [Fact]
    public async Task One_that_arrives_long_after_it_was_called_undone_is_let_go_by_itself()
    {
        var held = host.Line.HoldCharges();
        var authorizing = host.AuthorizeAsync(_order);
        await held.Reached;
        await host.AgeAsync(_order, Quiet);
        var undone = await host.VoidAsync(_order);
        var before = await host.MovementsAsync(_order);
        host.Line.Mend();

        var late = await authorizing;

        undone.IsSuccess.ShouldBeTrue(undone.Error?.Code);
        before.ShouldBeEmpty();
        late.Error!.Code.ShouldBe("payments.voided");
        await ShouldBeLetGoAsync();
    }

    [Fact]
    public async Task Whichever_comes_first_nothing_is_held_in_the_end()
    {
        for (var round = 0; round < 15; round++)
        {
            var order = Guid.CreateVersion7();
            var authorizing = host.AuthorizeAsync(order);
            Result undone;
            do
            {
                undone = await host.VoidAsync(order);
            }
            while (undone.Error?.Code == "payments.unknown");

            undone.IsSuccess.ShouldBeTrue(undone.Error?.Code);
            var authorized = await authorizing;
            (authorized.IsSuccess || authorized.Error!.Code == "payments.voided").ShouldBeTrue(authorized.Error?.Code);
            await host.SettledAsync();
            var movements = await host.MovementsAsync(order);
            (movements is [] or ["authorization 1999", "void 1999"]).ShouldBeTrue(string.Join(", ", movements));
            (await host.HeldAsync(order)).ShouldBe(0);
            (await host.RowAsync(order)).ShouldBe("Voided 0 0");
        }
    }

    private async Task ShouldBeLetGoAsync()
    {
        await host.SettledAsync();
        (await host.MovementsAsync(_order)).ShouldBe(["authorization 1999", "void 1999"]);
        (await host.LedgerAsync(_order)).ShouldBe(["Authorization 1999", "Void 1999"]);
        (await host.RowAsync(_order)).ShouldBe("Voided 0 0");
    }
}
