using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Shop.Tests.Chaos;

/// <summary>People who order by all means of payment, and how long each of them waited for an answer.</summary>
internal sealed class Buyers(ChaosDesk desk, Guid product)
{
    private const int AtOnce = 8;

    /// <summary>The means that end in money taken if all goes well.</summary>
    public static readonly IReadOnlyList<string> Good = ["pm_ok", "pm_slow", "pm_lost"];

    /// <summary>Those that never do, and why an order by them is rejected if all goes well.</summary>
    public static readonly IReadOnlyDictionary<string, string> Bad =
        new Dictionary<string, string> { ["pm_declined"] = "payments.declined", ["pm_error"] = "payments.failed", ["pm_unheard_of"] = "payments.method_unknown" };

    private readonly ConcurrentBag<Purchase> _purchases = [];

    public IReadOnlyCollection<Purchase> Purchases => _purchases;

    /// <summary>Orders so often by each means.</summary>
    /// <param name="weather">What it is like at that time.</param>
    /// <param name="each">How often.</param>
    /// <param name="methods">The means.</param>
    public Task OrderAsync(Weather weather, int each, IEnumerable<string> methods) => Parallel.ForEachAsync(
        Enumerable.Repeat(methods, each).SelectMany(some => some), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (method, _) => await OrderAsync(weather, method));

    /// <summary>Changes so many people's minds whose orders are on their way.</summary>
    public async Task CancelAsync(Weather weather, int count)
    {
        foreach (var purchase in Of(weather).Where(purchase => Good.Contains(purchase.Method)))
        {
            if (count == 0)
            {
                return;
            }

            var answer = await desk.AnswerAsync(HttpMethod.Post, $"/v1/orders/{purchase.Order}/cancel", purchase.Customer);
            // Of those that nobody could be asked for some are rejected already.
            purchase.IsUnwanted = answer.Status is HttpStatusCode.OK or HttpStatusCode.Accepted;
            count -= purchase.IsUnwanted ? 1 : 0;
        }

        count.ShouldBe(0, "There were not enough that could be cancelled.");
    }

    public IEnumerable<Purchase> Of(Weather weather) => _purchases.Where(purchase => purchase.Weather == weather);

    /// <summary>How long half of them waited at most.</summary>
    public TimeSpan Median(Weather weather)
    {
        var times = Of(weather).Select(purchase => purchase.Took).Order().ToList();
        return times[times.Count / 2];
    }

    private async Task OrderAsync(Weather weather, string method)
    {
        var customer = desk.CreateCustomer();
        var begun = Stopwatch.GetTimestamp();
        var placed = await desk.PlaceAsync(customer, product, method);
        var took = Stopwatch.GetElapsedTime(begun);
        (placed.Status, placed.Outcome).ShouldBe((HttpStatusCode.Accepted, "pending"), placed.Body.GetRawText());
        _purchases.Add(new(weather, method, placed.OrderId, customer, took));
    }
}

/// <summary>One order.</summary>
internal sealed record Purchase(Weather Weather, string Method, Guid Order, string Customer, TimeSpan Took)
{
    /// <summary>Whether its customer has cancelled it.</summary>
    public bool IsUnwanted { get; set; }
}

/// <summary>What the way to the provider is like.</summary>
internal enum Weather
{
    Fair,
    Resets,
    Silence,
    Open,
    Mended,
}
