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
    private readonly Task _all;

    public Crowd(RunningServices shop, int customers)
    {
        _shop = shop;
        _all = Task.WhenAll([LookAtSalesAsync(), .. Enumerable.Range(0, customers).Select(BuyAsync)]);
    }

    public Notebook Notebook { get; } = new();

    /// <summary>The orders that were taken down.</summary>
    public IReadOnlyCollection<Placed> Orders => _placed;

    /// <summary>Waits until so many orders were taken down.</summary>
    public async Task OrderAsync(int orders)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(Pause);
        while (_placed.Count < orders)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Lets everybody get what they want at present, and go.</summary>
    public async Task EndAsync()
    {
        await _enough.CancelAsync();
        await _all;
    }

    /// <summary>Fails if somebody has left in anger.</summary>
    public Task StillHereAsync() => _all.IsCompleted ? _all : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _enough.Dispose();
    }

    private Task BuyAsync(int customer)
    {
        var orders = 0;
        return RepeatAsync("customer@acme.example", async caller =>
        {
            var (product, _) = _shop.Products[(customer + orders) % _shop.Products.Count];
            await caller.InsistAsync("product", HttpMethod.Get, $"/v1/products/{product}");
            var began = Stopwatch.GetTimestamp();
            var isDeclined = ++orders % Declined == 0;
            var order = new { lines = new[] { new { productId = product, quantity = 1 + (orders % 2) } }, payment = new { method = isDeclined ? "pm_declined" : "pm_ok" } };
            var placed = await caller.InsistAsync("order", HttpMethod.Post, "/v1/orders", order, $"{Guid.CreateVersion7()}");
            _placed.Enqueue(new(placed.GetProperty("id").GetGuid(), isDeclined, began, Stopwatch.GetTimestamp()));
        });
    }

    private Task LookAtSalesAsync() => RepeatAsync("owner@acme.example", caller => caller.InsistAsync("sales", HttpMethod.Get, "/v1/reports/sales"));

    private async Task RepeatAsync(string email, Func<Caller, Task> act)
    {
        using var caller = new Caller(_shop.Address, email, Notebook);
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

/// <summary>An order that was taken down.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsDeclined">Whether its card is declined.</param>
/// <param name="Began">When it was first asked for, as a timestamp.</param>
/// <param name="Ended">When it was taken down, as a timestamp.</param>
internal sealed record Placed(Guid Id, bool IsDeclined, long Began, long Ended);
