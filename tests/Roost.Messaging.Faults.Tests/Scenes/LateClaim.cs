using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Proxy;
using Roost.Messaging.Faults.Tests.Stages;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>
/// A worker claims, and is stopped (SIGSTOP) at that very moment. The server gets the claim when the worker has been taken for dead, and when there is something
/// to claim that nobody else takes; then it goes on (SIGCONT).
/// </summary>
internal sealed class LateClaim : IScene
{
    public async Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions)
    {
        await using var stage = await Stage.OpenAsync(conditions);
        var asking = await stage.AskingAsync();
        await asking.PostAsync(0, 4, number => new(number, number % 2 == 0, 0));
        await using var proxy = new PostgresProxy(conditions.Server.Cluster.Port, new("roost.job_claim", 1, Moment.Late));
        var late = stage.Launch(proxy.Port);
        WorkerProcess? other = null;
        proxy.Hold(
            async () =>
            {
                late.Stop();
                other = await stage.StartAsync();
                await stage.UntilAsync<long>("SELECT count(*) FROM roost.job_worker", registered => registered == 1);
                (await stage.IsOverAsync(conditions.Patience)).ShouldBeTrue("The other one is to do what there is before it is stopped.");
                other.Stop();
                await asking.PostAsync(100, 8, number => new(number, number % 2 == 0, 0));
            },
            () =>
            {
                late.Continue();
                other!.Continue();
            });
        // Two processes are started until then, and one of them does all there is, which alone may take that long.
        await proxy.ReachedInTimeAsync();
        return await stage.SettleAsync();
    }
}
