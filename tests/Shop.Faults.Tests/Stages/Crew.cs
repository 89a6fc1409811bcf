using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Roost.Testing.Databases;

namespace Shop.Faults.Tests.Stages;

/// <summary>Several Shops, in which visits are made side by side; and what came of all of them.</summary>
/// <param name="server">Where their databases are.</param>
/// <param name="program">The host's assembly.</param>
/// <param name="shops">How many.</param>
internal sealed class Crew(PostgresServer server, string program, int shops) : IAsyncDisposable
{
    private readonly ConcurrentBag<Visit> _reached = [];
    private readonly ConcurrentBag<Visit> _missed = [];
    private readonly ConcurrentBag<string> _breaches = [];
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Task<Visits>[] _shops = [.. Enumerable.Range(0, shops).Select(_ => OpenAsync(server, program))];

    public IReadOnlyCollection<string> Breaches => _breaches;

    public IReadOnlyCollection<Visit> Reached => _reached;

    /// <summary>Lends a Shop that nobody else uses.</summary>
    public async Task<T> UseAsync<T>(Func<Visits, Task<T>> use) => await use(await _shops[0]);

    /// <summary>Makes visits until there is none left.</summary>
    public async Task VisitAsync(ConcurrentQueue<Visit> visits) => await Task.WhenAll(_shops.Select(shop => VisitAsync(shop, visits)));

    /// <summary>Compares each Shop's ledger with the provider's statement, as it does every night.</summary>
    public async Task ReconcileAsync()
    {
        foreach (var shop in _shops)
        {
            foreach (var difference in await (await shop).ReconcileAsync())
            {
                _breaches.Add(difference);
            }
        }
    }

    /// <summary>Says what was visited.</summary>
    /// <param name="points">How many points there are.</param>
    public string Report(int points)
    {
        var kinds = _reached.GroupBy(visit => $"{visit.Scene} {visit.Point.Statement}").OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Key} {kind.Count()}");
        var missed = _missed.IsEmpty ? "" : $" Not reached: {string.Join(", ", _missed.Select(visit => $"{visit}").Order(StringComparer.Ordinal))}.";
        return string.Create(CultureInfo.InvariantCulture, $"{points} points, {_reached.Count} visited in {Stopwatch.GetElapsedTime(_began).TotalSeconds:0} s: {string.Join(", ", kinds)}.{missed}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var shop in _shops)
        {
            await (await shop).DisposeAsync();
        }
    }

    private static async Task<Visits> OpenAsync(PostgresServer server, string program)
    {
        var shop = new CrashShop(server, program);
        await shop.InitializeAsync();
        return new(shop);
    }

    private async Task VisitAsync(Task<Visits> opening, ConcurrentQueue<Visit> visits)
    {
        var shop = await opening;
        while (visits.TryDequeue(out var visit))
        {
            try
            {
                (await shop.VisitAsync(visit) ? _reached : _missed).Add(visit);
            }
            catch (Exception exception) when (exception is TimeoutException or ShouldAssertException)
            {
                // What is stuck stays stuck, so this Shop is of no use any more.
                _breaches.Add($"{visit}: {exception.Message}");
                return;
            }

            foreach (var breach in shop.NewBreaches())
            {
                _breaches.Add($"{visit}: {breach}");
            }
        }
    }
}
