using Roost.Messaging.Faults.Tests.Proxy;
using Shop.Faults.Tests.Laws;
using Shop.Faults.Tests.Scenes;

namespace Shop.Faults.Tests.Stages;

/// <summary>Plays scenes in one Shop, whose host dies once in each, and asks each time whether all is as it must be, of all orders that there ever were.</summary>
internal sealed class Visits(CrashShop shop) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<string> _breaches = [];
    private IReadOnlyDictionary<string, IReadOnlyList<char>> _said = new Dictionary<string, IReadOnlyList<char>>();

    /// <summary>What was not as it must be, each once.</summary>
    public IReadOnlyList<string> NewBreaches()
    {
        string[] breaches = [.. _breaches];
        _breaches.Clear();
        return breaches;
    }

    /// <summary>What a host says while it plays a scene that nobody disturbs.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<char>>> ListenAsync(Scene scene)
    {
        await PlayAsync(scene, null);
        return _said;
    }

    /// <summary>Plays a scene in which the host dies at a point.</summary>
    /// <returns>Whether it got there.</returns>
    public Task<bool> VisitAsync(Visit visit) => PlayAsync(visit.Scene, visit.Point);

    public async Task<IReadOnlyList<string>> ReconcileAsync()
    {
        await shop.ReconcileAsync();
        await SettleAsync();
        return await shop.LookAsync<string>("SELECT 'Reconciliation: ' || kind || ' ' || provider_key FROM payments.ledger_differences");
    }

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    private async Task<bool> PlayAsync(Scene scene, Point? point)
    {
        var made = await scene.PrepareAsync(shop);
        await SettleAsync();
        var life = await shop.LifeAsync;
        life.Begin(point);
        var over = OverAsync(scene, made);
        // Also of something that it does beside, when all that was wanted is over.
        var isReached = await Task.WhenAny(life.Reached, over) == life.Reached || life.End();
        if (isReached)
        {
            await life.Reached;
            await shop.RebirthAsync();
        }

        await over.WaitAsync(Patience);
        await SettleAsync();
        _said = life.Said;
        _breaches.AddRange((await AllLaws.BreachesAsync(shop)).Where(_known.Add));
        return isReached;
    }

    private async Task OverAsync(Scene scene, Guid made)
    {
        await scene.PlayAsync(shop, made);
        await shop.HurryAsync();
        await SettleAsync();
    }

    private async Task SettleAsync()
    {
        if (await shop.SettleAsync() is { } open)
        {
            throw new TimeoutException($"Not over are {open}. {(await shop.LifeAsync).LastLines}");
        }
    }
}
