using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Proxy;
using Roost.Messaging.Faults.Tests.Stages;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>The server has done what a worker asked, and the connection breaks before the worker hears of it. The worker lives, and has to find out by itself.</summary>
/// <param name="statement">What it asked.</param>
internal sealed class LostAnswer(string statement) : IScene
{
    public async Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions)
    {
        await using var stage = await Stage.OpenAsync(conditions, Errand.Handful);
        await using var proxy = new PostgresProxy(conditions.Server.Cluster.Port, new(statement, 1, Moment.Answered));
        // Nothing is done to the worker: the connection ends at the point.
        proxy.Kill(() => Task.CompletedTask);
        stage.Launch(proxy.Port);
        await proxy.ReachedInTimeAsync();
        return await stage.SettleAsync();
    }
}
