using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Messaging.TestWorker;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>Three hosts fire a schedule that comes every second. One after the other is killed, then all of them, and what was missed is made up for.</summary>
/// <param name="kills">How often one is killed.</param>
internal sealed class FireTimes(int kills) : IScene
{
    private const string Fired = "SELECT count(*) FROM ledger.history WHERE before IS NULL AND (after).kind = 'ticker.tick'";

    public async Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions)
    {
        await using var stage = await Stage.OpenAsync(conditions);
        var hosts = await Task.WhenAll(Start(), Start(), Start());
        var random = new Random(1);
        for (var kill = 0; kill < kills; kill++)
        {
            var enough = await stage.CountAsync<long>(Fired) + 1 + random.Next(2);
            await stage.UntilAsync<long>(Fired, fired => fired >= enough);
            var victim = random.Next(hosts.Length);
            await hosts[victim].KillAsync();
            hosts[victim] = await Start();
        }

        foreach (var host in hosts)
        {
            await host.KillAsync();
        }

        var before = await stage.CountAsync<long>(Fired);
        await stage.UntilAsync<TimeSpan>("SELECT clock_timestamp() - last_fire_at FROM roost.schedule", away => away > TimeSpan.FromSeconds(4));
        var last = await Start();
        await stage.UntilAsync<long>(Fired, fired => fired >= before + 6);
        await last.KillAsync();
        // It never ends by itself: what is not run by now is no loss.
        return await stage.JudgeAsync();

        Task<WorkerProcess> Start() => stage.StartAsync((LedgerHost.Ticks, "true"));
    }
}
