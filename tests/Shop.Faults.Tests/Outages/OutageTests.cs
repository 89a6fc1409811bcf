using System.Diagnostics;
using System.Globalization;

namespace Shop.Faults.Tests.Outages;

/// <summary>
/// Hosts of Shop as several services, and the servers that they share, are killed (SIGKILL) one after the other while people buy: all get an answer in time, all is as
/// before soon after, and nothing is lost, paid, sold or told twice.
/// </summary>
[Collection(nameof(RunningServicesCollection))]
public sealed class OutageTests(RunningServices shop, ITestOutputHelper output)
{
    private const int Customers = 6;

    // A payment of which nobody has heard, and a mail that somebody was about to send, wait for two minutes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // Seven processes and three servers are too many for a run of everything.
    [Fact(Explicit = true)]
    public async Task Each_host_and_each_server_is_killed_while_people_buy()
    {
        await shop.UpAsync();
        var breaches = new List<string>();
        await using var crowd = new Crowd(shop, Customers);
        var outage = new Outage(shop, crowd, output.WriteLine);
        await crowd.OrderAsync(2 * Customers);
        foreach (var victim in shop.Victims)
        {
            breaches.AddRange(await outage.PlayAsync(victim));
            if (crowd.Left.Count > 0)
            {
                // With fewer people the next outage would show less.
                break;
            }
        }

        breaches.AddRange(await crowd.EndAsync());
        breaches.AddRange(Manners.Breaches(crowd.Notebook.Take()).Select(breach => $"after the last outage: {breach}"));
        var began = Stopwatch.GetTimestamp();
        var evidence = new OutageEvidence(shop, shop.Remember(crowd.Orders));
        var open = await evidence.SettleAsync(Patience);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{crowd.Orders.Count} orders; all was over {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s after the last"));
        breaches.AddRange(open.Length == 0 ? await evidence.BreachesAsync() : [$"Not over are {open}"]);
        breaches.ShouldBeEmpty();
    }
}
