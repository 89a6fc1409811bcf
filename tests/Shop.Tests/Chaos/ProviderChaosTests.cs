namespace Shop.Tests.Chaos;

/// <summary>Whole checkouts while the provider is cut off, says nothing for five minutes, and comes back. Alone in the process, since it measures how quickly orders are taken.</summary>
[Collection(nameof(ProviderChaosTests))]
[CollectionDefinition(nameof(ProviderChaosTests), DisableParallelization = true)]
public sealed class ProviderChaosTests(ChaosDesk desk, ITestOutputHelper output) : IClassFixture<ChaosDesk>, IDisposable
{
    private const int Stock = 1000;
    private const int Places = 64;
    private const int MostNewThreads = 40;
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(3);

    public void Dispose() => desk.Line.Mend();

    [Fact]
    public async Task Orders_are_taken_quickly_whatever_the_provider_does_and_all_settle_afterwards()
    {
        var product = await desk.StockAsync(Stock);
        var buyers = new Buyers(desk, product);
        string[] all = [.. Buyers.Good, .. Buyers.Bad.Keys];
        await buyers.OrderAsync(Weather.Fair, 4, all);
        await OverAsync();
        (await desk.HealthAsync()).ShouldBe("up");

        desk.Line.CutsByChance = 0.2;
        await buyers.OrderAsync(Weather.Resets, 8, all);
        await desk.UntilAsync("SELECT NOT EXISTS (SELECT FROM roost.job WHERE state IN (1, 2) AND kind = 'orders.checkout.v1')");
        desk.Line.Mend();
        await desk.HurryAsync();
        await BeSilentAsync(buyers);

        desk.Line.Mend();
        // What may have been cut off on its way is not waited for any more, and those who ask again find the provider well.
        await desk.Clock.LeapAsync(Quiet);
        await OverAsync(3 * Step);
        (await desk.HealthAsync()).ShouldBe("up");
        await buyers.OrderAsync(Weather.Mended, 4, all);
        await OverAsync();

        await ConcludeAsync(buyers, product);
    }

    /// <summary>Five minutes in which the provider does what it is asked, and nobody hears of it.</summary>
    private async Task BeSilentAsync(Buyers buyers)
    {
        var threads = ThreadPool.ThreadCount;
        desk.Line.HoldAnswers();
        await buyers.OrderAsync(Weather.Silence, 22, [.. Buyers.Good, "pm_declined"]);
        // Twenty-odd more than there are places for, so that the breaker has seen enough when they are given up.
        await desk.UntilAsync($"SELECT count(*) >= {Places} - 10 FROM payments.payments WHERE status = 'Pending'");
        await buyers.CancelAsync(Weather.Silence, 10);
        var opened = false;
        var most = 0;
        for (var time = TimeSpan.Zero; time < Silence; time += Step)
        {
            await desk.Clock.LeapAsync(Step);
            if (time.TotalSeconds % 30 == 0)
            {
                // Half of the checkouts have come to their last attempt when it is over; the others are still there when the provider is heard again.
                await desk.HurryAsync(order => char.IsAsciiDigit(order[^1]));
                await buyers.OrderAsync(opened ? Weather.Open : Weather.Silence, 1, Buyers.Good);
            }

            opened |= await desk.HealthAsync() == "degraded";
            most = Math.Max(most, ThreadPool.ThreadCount);
            (await LeftOpenAsync())
                .ShouldBeEmpty("Nobody keeps a transaction open while the provider is asked.");
        }

        output.WriteLine($"{desk.Line.Peak} connections at most, {most - threads} more threads, half of the orders were taken within {buyers.Median(Weather.Silence)} and {buyers.Median(Weather.Open)}.");
        opened.ShouldBeTrue("The circuit breaker stayed closed.");
        // Those that were given up are on their way out while others come in.
        desk.Line.Peak.ShouldBeLessThanOrEqualTo(2 * Places);
        desk.Line.Open.ShouldBeLessThanOrEqualTo(2, "One look at a time is made, and another may be on its way out.");
        (most - threads).ShouldBeLessThanOrEqualTo(MostNewThreads);
    }

    private async Task ConcludeAsync(Buyers buyers, Guid product)
    {
        buyers.Purchases.Count.ShouldBeGreaterThan(200);
        foreach (var weather in Enum.GetValues<Weather>())
        {
            buyers.Median(weather).ShouldBeLessThan(Quick, $"{weather}");
        }

        var orders = (await desk.LookAsync<(Guid Id, string Status, string? Reason)>("SELECT id, status, reason FROM orders.orders")).ToDictionary(order => order.Id);
        var movements = (await desk.Sandbox.MovementsAsync()).ToLookup(movement => (string)movement["reference"]!, movement => $"{movement["type"]}");
        List<string> wrong = [];
        foreach (var purchase in buyers.Purchases)
        {
            var (_, status, reason) = orders[purchase.Order];
            var moved = string.Join(", ", movements[$"{purchase.Order:D}"]);
            if (!IsRight(purchase, status, reason, moved))
            {
                wrong.Add($"{purchase.Method} of {purchase.Weather}: {status} {reason}, {moved}");
            }
        }

        wrong.ShouldBeEmpty();
        buyers.Of(Weather.Silence).ShouldContain(purchase => orders[purchase.Order].Status == "Confirmed", "Whoever had patience was to get what he ordered.");
        var ends = buyers.Purchases.CountBy(purchase => $"{purchase.Weather} {orders[purchase.Order].Status} {orders[purchase.Order].Reason}").OrderBy(end => end.Key, StringComparer.Ordinal);
        output.WriteLine(string.Join('\n', ends.Select(end => $"{end.Key}: {end.Value}")));
        var sold = orders.Values.Count(order => order.Status == "Confirmed");
        (await desk.StockOfAsync(product)).ShouldBe($"{Stock - sold}/0");
        (await desk.StaffAsync("/v1/ledger/trial-balance")).GetProperty("balanced").GetBoolean().ShouldBeTrue();
        (await desk.DifferencesAsync()).ShouldBeEmpty();
        (await desk.LookAsync<decimal>("SELECT coalesce(sum(debit - credit), 0) FROM payments.ledger_entries WHERE account = 'provider_holds'")).ShouldBe([0m], "Nothing is held any more.");
        // Nobody has an address here, and so mails alone are given up.
        (await desk.LookAsync<string>("SELECT DISTINCT kind FROM roost.job_dead")).ShouldBe(["orders.tell-customer"]);
    }

    private static bool IsRight(Purchase purchase, string status, string? reason, string moved)
    {
        var isGood = Buyers.Good.Contains(purchase.Method);
        return status switch
        {
            "Confirmed" => isGood && !purchase.IsUnwanted && moved == "authorization, capture",
            "Cancelled" => purchase.IsUnwanted && moved is "" or "authorization, void" or "authorization, capture, refund",
            // Whoever orders when nothing is sent is told so at once; whoever has waited for too long gives up.
            "Rejected" when isGood => purchase.Weather is Weather.Silence or Weather.Open or Weather.Resets && moved is "" or "authorization, void" && reason is "payments.failed" or "payments.unknown",
            "Rejected" => moved.Length == 0 && (purchase.Weather is Weather.Fair or Weather.Mended ? reason == Buyers.Bad[purchase.Method] : reason is not null),
            _ => false,
        };
    }

    /// <summary>Who has a transaction open and does nothing in it, now and a second later: whoever only came late to it on a busy machine has gone on by then.</summary>
    private async Task<IEnumerable<string>> LeftOpenAsync()
    {
        const string Sql =
            """
            SELECT concat_ws(' ', pid, xact_start, query) FROM pg_stat_activity
            WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND clock_timestamp() - state_change > interval '2 seconds'
            """;
        var now = await desk.LookAsync<string>(Sql);
        if (now.Count == 0)
        {
            return now;
        }

        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        await second.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        return now.Intersect(await desk.LookAsync<string>(Sql));
    }

    /// <summary>Waits until no order is on its way. It hurries those that pause.</summary>
    /// <param name="passes">How much time passes meanwhile, before each attempt: an undoing is certain only when nothing can arrive any more.</param>
    private async Task OverAsync(TimeSpan passes = default)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while ((await desk.LookAsync<long>("SELECT count(*) FROM roost.saga")).Single() > 0)
        {
            (await desk.LookAsync<string>("SELECT name || ' ' || progress || error FROM roost.saga WHERE parked_at IS NOT NULL")).ShouldBeEmpty("Somebody would have to see to it.");
            await timer.WaitForNextTickAsync(patience.Token);
            await desk.Clock.LeapAsync(passes);
            await desk.HurryAsync();
        }

        await desk.Database.SettledAsync();
    }
}
