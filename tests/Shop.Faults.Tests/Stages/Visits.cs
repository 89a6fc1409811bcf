using Roost.Messaging.Faults.Tests.Proxy;
using Roost.Messaging.Faults.Tests.Stages;
using Shop.Faults.Tests.Laws;
using Shop.Faults.Tests.Scenes;

namespace Shop.Faults.Tests.Stages;

/// <summary>Plays scenes in one Shop, of which one host dies in each, and asks each time whether all is as it must be, of all orders that there ever were.</summary>
internal sealed class Visits(CrashShop shop) : IAsyncDisposable
{
    // Within which all must be over, whoever dies.
    private static readonly TimeSpan Verdict = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<string> _breaches = [];

    /// <summary>What was not as it must be, each once.</summary>
    public IReadOnlyList<string> NewBreaches()
    {
        string[] breaches = [.. _breaches];
        _breaches.Clear();
        return breaches;
    }

    /// <summary>The points of a scene, by what each host says while it plays and nobody is disturbed.</summary>
    public async Task<IReadOnlyList<Visit>> ListenAsync(Scene scene)
    {
        shop.Patience = WorkerProcess.Patience;
        var made = await PrepareAsync(scene);
        var lives = await Task.WhenAll(shop.Hosts.Select(async host => (Host: host, Life: await shop.LifeOfAsync(host))));
        foreach (var (_, life) in lives)
        {
            life.Begin(null);
        }

        await OverAsync(scene, made);
        var points = lives.SelectMany(life => Visit.All(scene, life.Life.Said, life.Host)).ToList();
        await JudgeAsync();
        return points;
    }

    /// <summary>Plays a scene in which a host dies at a point.</summary>
    /// <returns>Whether it got there.</returns>
    public async Task<bool> VisitAsync(Visit visit)
    {
        shop.Patience = Verdict;
        var made = await PrepareAsync(visit.Scene);
        var life = await shop.LifeOfAsync(visit.Host);
        life.Begin(visit.Point);
        var over = OverAsync(visit.Scene, made);
        // Also of something that it does beside, when all that was wanted is over.
        var isReached = await Task.WhenAny(life.Reached, over) == life.Reached || life.End();
        if (isReached)
        {
            await life.Reached;
            await shop.RebirthAsync(visit.Host);
        }

        await over.WaitAsync(Patience);
        await JudgeAsync();
        return isReached;
    }

    public async Task<IReadOnlyList<string>> ReconcileAsync()
    {
        await shop.ReconcileAsync();
        await SettleAsync();
        return await shop.LookAsync<string>(["payments"], "SELECT 'Reconciliation: ' || kind || ' ' || provider_key FROM payments.ledger_differences");
    }

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    private async Task<Guid> PrepareAsync(Scene scene)
    {
        await shop.SignInAsync();
        var made = await scene.PrepareAsync(shop);
        await SettleAsync();
        return made;
    }

    private async Task JudgeAsync()
    {
        await SettleAsync();
        _breaches.AddRange((await AllLaws.BreachesAsync(shop)).Where(_known.Add));
    }

    private async Task OverAsync(Scene scene, Guid made)
    {
        await scene.PlayAsync(shop, made);
        await shop.HurryAsync();
        await SettleAsync();
    }

    private async Task SettleAsync()
    {
        if (await shop.SettleAsync() is { Count: > 0 } open)
        {
            throw new TimeoutException($"Not over are {string.Join(", ", open)}. {await shop.LastLinesAsync()}");
        }
    }
}
