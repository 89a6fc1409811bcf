using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Shop.Faults.Tests.Stages;

/// <summary>Several Shops, in which visits are made side by side; and what came of all of them.</summary>
/// <param name="make">Makes one.</param>
/// <param name="shops">How many.</param>
/// <param name="say">Hears at once what is not as it must be, and now and then how far it is.</param>
internal sealed class Crew(Func<CrashShop> make, int shops, Action<string> say) : IAsyncDisposable
{
    private const int Stretch = 20;
    private readonly ConcurrentBag<Visit> _reached = [];
    private readonly ConcurrentBag<Visit> _missed = [];
    private readonly ConcurrentBag<string> _breaches = [];
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Task<Visits>[] _shops = [.. Enumerable.Range(0, shops).Select(_ => OpenAsync(make()))];

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
                Add(difference);
            }
        }
    }

    /// <summary>Makes visits, and fails if something was not as it must be, or not visited.</summary>
    /// <param name="points">All points that there are.</param>
    /// <param name="visits">Those that are to be visited.</param>
    public async Task ConcludeAsync(IReadOnlyList<Visit> points, IReadOnlyList<Visit> visits)
    {
        await JudgeAsync(points, visits);
        // How often a host looks is not the same in every run.
        visits.Count(Reached.Contains).ShouldBeGreaterThanOrEqualTo(visits.Count * 9 / 10);
    }

    /// <summary>Makes visits, and fails if something was not as it must be, or a request to the provider was not visited.</summary>
    /// <param name="points">All points that there are.</param>
    /// <param name="visits">Those that are to be visited.</param>
    public async Task JudgeAsync(IReadOnlyList<Visit> points, IReadOnlyList<Visit> visits)
    {
        await VisitAsync(new ConcurrentQueue<Visit>(visits));
        await ReconcileAsync();
        say(Report(points));
        Breaches.ShouldBeEmpty();
        visits.Where(visit => visit.IsAtTheProvider).ShouldBeSubsetOf(Reached);
    }

    /// <summary>Says what was visited.</summary>
    /// <param name="points">All points that there are.</param>
    public string Report(IReadOnlyList<Visit> points)
    {
        var report = new StringBuilder();
        foreach (var scene in points.GroupBy(visit => (visit.Scene.Name, visit.Host)))
        {
            var reached = _reached.Where(visit => (visit.Scene.Name, visit.Host) == scene.Key).ToList();
            var kinds = reached.GroupBy(visit => visit.Point.Statement).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Key} {kind.Count()}");
            report.AppendLine(CultureInfo.InvariantCulture, $"{scene.Key.Name}, {scene.Key.Host}: {scene.Count()} points, {scene.Count(visit => visit.IsAtTheProvider)} of them at the provider; visited {reached.Count}: {string.Join(", ", kinds)}");
        }

        if (!_missed.IsEmpty)
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"Not reached: {string.Join(", ", _missed.Select(visit => $"{visit}").Order(StringComparer.Ordinal))}");
        }

        report.Append(CultureInfo.InvariantCulture, $"{points.Count} points, {_reached.Count} visited in {Stopwatch.GetElapsedTime(_began).TotalSeconds:0} s");
        return report.ToString();
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_shops.Select(async shop =>
    {
        // One that did not open has ended itself, and has told whoever waited for it.
        await ((Task)shop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await (shop.IsCompletedSuccessfully ? (await shop).DisposeAsync() : default);
    }));

    private static async Task<Visits> OpenAsync(CrashShop shop)
    {
        try
        {
            await shop.OpenAsync();
            return new(shop);
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    private void Add(string breach)
    {
        say(breach);
        _breaches.Add(breach);
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
                Add($"{visit}: {exception.Message}");
                return;
            }

            foreach (var breach in shop.NewBreaches())
            {
                Add($"{visit}: {breach}");
            }

            if ((_reached.Count + _missed.Count) % Stretch == 0)
            {
                say(string.Create(CultureInfo.InvariantCulture, $"{_reached.Count} visited, {visits.Count} to go, last {visit}"));
            }
        }
    }
}
