using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Proxy;
using Roost.Messaging.Faults.Tests.Stages;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>A worker does what it finds and is killed at one message. Another one, whom nobody disturbs, does the rest.</summary>
/// <param name="point">The message; <see langword="null"/> lets it do all of them.</param>
/// <param name="errand">What it finds.</param>
internal sealed class Visit(Point? point, Errand errand) : IScene
{
    /// <summary>Whether the worker got as far as to the message.</summary>
    public bool IsReached { get; private set; }

    /// <summary>By statement, the types of the messages that the worker sent.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<char>> Said { get; private set; } = new Dictionary<string, IReadOnlyList<char>>();

    public async Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions)
    {
        await using var stage = await Stage.OpenAsync(conditions, errand);
        await using var proxy = new PostgresProxy(conditions.Server.Cluster.Port, point);
        var worker = stage.Launch(proxy.Port);
        proxy.Kill(worker.KillAsync);
        IsReached = await Task.WhenAny(proxy.Reached, stage.IsOverAsync(conditions.Patience)) == proxy.Reached;
        if (IsReached)
        {
            await proxy.Reached;
        }

        Said = proxy.Said;
        await stage.HealAsync();
        return await stage.SettleAsync();
    }
}
