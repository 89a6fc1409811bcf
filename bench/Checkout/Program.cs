// Usage: paced SHOP PRODUCT RATE SECONDS: prints medians and 95th percentiles in milliseconds: to be accepted, and from accepted to confirmed.
//        burst SHOP PRODUCT ORDERS WORKERS: places so many orders as fast as they are accepted; prints when it placed the first, in seconds since 1970.
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Bench.Checkout;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var customers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Customer.SignInAsync(new Uri(args[1]), args[2])));
var (first, second) = (int.Parse(args[3]), int.Parse(args[4]));
if (args[0] == "burst")
{
    // To sign in costs what passwords cost, and is over by now.
    Console.WriteLine($"{(DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalSeconds:F3}");
    await Parallel.ForEachAsync(Enumerable.Range(0, first), new ParallelOptions { MaxDegreeOfParallelism = second }, async (i, _) => await customers[i % customers.Length].OrderAsync());
    return;
}

// What a process does for the first time is start-up's matter, and compiling it anew that of its first half minute.
await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
{
    var customer = customers[i % customers.Length];
    await customer.ConfirmedAsync(await customer.OrderAsync());
});

var accepted = new ConcurrentBag<double>();
var confirmed = new ConcurrentBag<double>();
var orders = new List<Task>();
var begun = Stopwatch.GetTimestamp();
for (var i = 0; i < first * second; i++)
{
    var due = TimeSpan.FromSeconds((double)i / first) - Stopwatch.GetElapsedTime(begun);
    if (due > TimeSpan.Zero)
    {
        await Task.Delay(due);
    }

    orders.Add(OneAsync(customers[i % customers.Length], accepted, confirmed));
}

await Task.WhenAll(orders);
Console.WriteLine($"{At(accepted, 0.5):F1} {At(accepted, 0.95):F1} {At(confirmed, 0.5):F1} {At(confirmed, 0.95):F1}");

static async Task OneAsync(Customer customer, ConcurrentBag<double> accepted, ConcurrentBag<double> confirmed)
{
    var asked = Stopwatch.GetTimestamp();
    var order = await customer.OrderAsync();
    accepted.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
    var since = Stopwatch.GetTimestamp();
    await customer.ConfirmedAsync(order);
    confirmed.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
}

static double At(IEnumerable<double> times, double share) => times.Order().ElementAt((int)(share * (times.Count() - 1)));
