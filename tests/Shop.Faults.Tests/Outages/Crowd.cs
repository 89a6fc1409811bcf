using System.Collections.Concurrent;
using System.Diagnostics;

namespace Shop.Faults.Tests.Outages;

/// <summary>Customers who look at a product and order it, one after the other without end, and an owner who looks at the sales; until they are told that it is enough.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    /// <summary>Of so many orders one is paid by a card that is declined.</summary>
    private const int Declined = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Well before a token is old.
    private static readonly TimeSpan Session = TimeSpan.FromMinutes(5);
    private readonly CancellationTokenSource _enough = new();
    private readonly ConcurrentQueue<Placed> _placed = new();
    private readonly RunningServices _shop;
    private readonly IReadOnlyList<Task> _people;

    public Crowd(RunningServices shop, int customers)
    {
        _shop = shop;
        Customers = [.. Enumerable.Range(1, customers).Select(customer => $"customer {customer}")];
        _people = [LookAtSalesAsync(), .. Customers.Select(BuyAsync)];
    }

    public Notebook Notebook { get; } = new();

    /// <summary>Those who order.</summary>
    public IReadOnlyList<string> Customers { get; }

    /// <summary>Why somebody has left in anger, a line for each.</summary>
    public IReadOnlyList<string> Left => [.. _people.Where(person => person.IsFaulted).Select(person => $"somebody has left: {person.Exception!.InnerException}")];

    /// <summary>The orders that were taken down.</summary>
    public IReadOnlyCollection<Placed> Orders => _placed;

    /// <summary>Waits until so many orders were taken down.</summary>
    public async Task OrderAsync(int orders)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Pause);
        while (_placed.Count < orders)
        {
            Left.ShouldBeEmpty();
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"{_placed.Count} orders were taken down within {Patience.TotalMinutes:0} minutes, and not {orders}");
            }

            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Lets everybody get what they want at present, and go.</summary>
    /// <returns>Why some could not.</returns>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_people).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Left;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _enough.Dispose();
    }

    private Task BuyAsync(string customer, int index)
    {
        var orders = 0;
        return RepeatAsync(customer, "customer@acme.example", async caller =>
        {
            var (product, _) = _shop.Products[(index + orders) % _shop.Products.Count];
            await caller.InsistAsync("product", HttpMethod.Get, $"/v1/products/{product}");
            var began = Stopwatch.GetTimestamp();
            var isDeclined = ++orders % Declined == 0;
            var order = new { lines = new[] { new { productId = product, quantity = 1 + (orders % 2) } }, payment = new { method = isDeclined ? "pm_declined" : "pm_ok" } };
            var placed = await caller.InsistAsync("order", HttpMethod.Post, "/v1/orders", order, $"{Guid.CreateVersion7()}");
            _placed.Enqueue(new(customer, placed.GetProperty("id").GetGuid(), isDeclined, began, Stopwatch.GetTimestamp()));
        });
    }

    private Task LookAtSalesAsync() => RepeatAsync("owner", "owner@acme.example", caller => caller.InsistAsync("sales", HttpMethod.Get, "/v1/reports/sales"));

    private async Task RepeatAsync(string who, string email, Func<Caller, Task> act)
    {
        using var caller = new Caller(_shop.Address, who, email, Notebook);
        using var pause = new PeriodicTimer(Pause);
        var signedIn = 0L;
        while (!_enough.IsCancellationRequested)
        {
            if (signedIn == 0 || Stopwatch.GetElapsedTime(signedIn) > Session)
            {
                await caller.SignInAsync();
                signedIn = Stopwatch.GetTimestamp();
            }

            await act(caller);
            await pause.WaitForNextTickAsync();
        }
    }
}
