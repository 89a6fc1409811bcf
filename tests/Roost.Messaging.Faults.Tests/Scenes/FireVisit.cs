using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Proxy;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Messaging.TestWorker;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>A host is killed at one message about firing a schedule, and another goes on.</summary>
/// <param name="number">Which message.</param>
/// <param name="moment">On which side of the server's work the host dies.</param>
internal sealed class FireVisit(int number, Moment moment) : IScene
{
    private const string Fired = "SELECT count(*) FROM ledger.history WHERE before IS NULL AND (after).kind = 'ticker.tick'";

    public async Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions)
    {
        await using var stage = await Stage.OpenAsync(conditions);
        await using var proxy = new PostgresProxy(conditions.Server.Cluster.Port, new("roost.schedule_fire", number, moment));
        var host = stage.Launch(proxy.Port, (LedgerHost.Ticks, "true"));
        proxy.Kill(host.KillAsync);
        await proxy.ReachedInTimeAsync();
        var before = await stage.CountAsync<long>(Fired);
        var other = await stage.StartAsync((LedgerHost.Ticks, "true"));
        await stage.UntilAsync<long>(Fired, fired => fired >= before + 3);
        await other.KillAsync();
        return await stage.JudgeAsync();
    }
}
