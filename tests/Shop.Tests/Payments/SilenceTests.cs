namespace Shop.Tests.Payments;

/// <summary>A provider that says nothing any more, and comes back.</summary>
public sealed class SilenceTests(PaymentsHost host) : IClassFixture<PaymentsHost>, IDisposable
{
    private static readonly TimeSpan Try = TimeSpan.FromMilliseconds(500);

    // Where a request has to reach the provider, on a busy machine as well.
    private static readonly TimeSpan LongTry = TimeSpan.FromSeconds(2);

    public void Dispose() => host.Line.Mend();

    [Fact]
    public async Task It_is_left_alone_nobody_waits_for_it_and_all_charges_settle_afterwards()
    {
        await using var shop = await host.StartAsync(host.Line.Address, LongTry, ("MinimumThroughput", "6"), ("BreakDuration", "00:00:05"));
        var early = Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7()).ToList();
        var late = Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7()).ToList();
        host.Line.HoldAnswers();
        var lost = await Task.WhenAll(early.Select(order => host.ChargeAsync(shop, order, "pm_ok")));

        var refused = await Task.WhenAll(late.Select(order => host.ChargeAsync(shop, order, "pm_ok")));
        host.Line.Mend();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        foreach (var order in early)
        {
            while ((await host.ChargeAsync(shop, order, "pm_ok")).Error is { } error)
            {
                error.Code.ShouldBe("payments.unknown");
                patience.Token.ThrowIfCancellationRequested();
            }
        }

        // Sent, and not heard: nobody may say that nothing was charged.
        lost.ShouldAllBe(result => result.Error!.Code == "payments.unknown");
        // Not sent, so that nothing was charged and nobody waited: of one that waits nobody knows.
        refused.ShouldAllBe(result => result.Error!.Code == "payments.failed");
        foreach (var order in early)
        {
            (await host.MovementsAsync(order)).ShouldBe(["charge 1999"]);
        }

        foreach (var order in late)
        {
            (await host.ChargeAsync(shop, order, "pm_ok")).Error!.Code.ShouldBe("payments.failed");
            (await host.MovementsAsync(order)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task What_was_sent_before_is_not_called_failed_because_nobody_is_reached_any_more()
    {
        await using var shop = await host.StartAsync(host.Line.Address, LongTry, ("MinimumThroughput", "2"), ("BreakDuration", "00:01:00"));
        var (early, late) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        host.Line.HoldAnswers();
        var lost = await host.ChargeAsync(shop, early, "pm_ok");
        host.Line.Mend();
        // So long ago that no call of then can arrive any more; but one may have arrived.
        await host.AgeAsync(shop, early, TimeSpan.FromMinutes(3));

        var refused = await host.ChargeAsync(shop, late, "pm_ok");
        var again = await host.ChargeAsync(shop, early, "pm_ok");

        lost.Error!.Code.ShouldBe("payments.unknown");
        refused.Error!.Code.ShouldBe("payments.failed", "The breaker is open.");
        again.Error!.Code.ShouldBe("payments.unknown");
        (await host.MovementsAsync(early)).ShouldBe(["charge 1999"]);
    }

    [Fact]
    public async Task Whatever_goes_wrong_by_turns_each_charge_is_made_once_or_not_at_all()
    {
        await using var shop = await host.StartAsync(host.Line.Address, Try, ("MinimumThroughput", "10"), ("FailureRatio", "0.6"), ("BreakDuration", "00:00:00.500"));
        Action[] weather = [host.Line.Mend, () => host.Line.GivesAnswers = false, () => host.Line.TakesRequests = false, () => host.Line.HoldAnswers()];
        string[] methods = ["pm_ok", "pm_lost", "pm_declined"];
        var orders = new List<(Guid Id, string Method)>();
        for (var round = 0; round < 2 * weather.Length; round++)
        {
            host.Line.Mend();
            weather[round % weather.Length]();
            var batch = methods.Concat(methods).Select(method => (Id: Guid.CreateVersion7(), Method: method)).ToList();
            await Task.WhenAll(batch.Select(order => host.ChargeAsync(shop, order.Id, order.Method)));
            orders.AddRange(batch);
        }

        host.Line.Mend();
        var made = 0;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        foreach (var (id, method) in orders)
        {
            var result = await host.ChargeAsync(shop, id, method);
            while (result.Error?.Code == "payments.unknown")
            {
                patience.Token.ThrowIfCancellationRequested();
                result = await host.ChargeAsync(shop, id, method);
            }

            made += result.IsSuccess ? 1 : 0;
            (await host.MovementsAsync(id)).ShouldBe(result.IsSuccess ? ["charge 1999"] : [], $"{method}: {result.Error?.Code}");
        }

        made.ShouldBeGreaterThan(0);
    }
}
