using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Messaging.TestWorker;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>One worker's clock is an hour fast, another's an hour slow, and so is that of who asks. The database's clock is the only one that counts.</summary>
internal sealed class WrongClock : IScene
{
    private const string Fast = "01:00:00";
    private const string Slow = "-01:00:00";

    // Far less than the clocks are off, and far more than a machine that is busy with other things keeps a worker from its heartbeat.
    private const string Patience = "00:05:00";

    public async Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions)
    {
        await using var stage = await Stage.OpenAsync(conditions);
        await Task.WhenAll(new[] { Fast, Slow }.Select(offset => stage.StartAsync((LedgerHost.ClockOffset, offset), ("Roost:Messaging:WorkerTimeout", Patience))));
        foreach (var (offset, from) in new[] { (Fast, 0), (Slow, 100) })
        {
            var asking = await stage.AskingAsync((LedgerHost.ClockOffset, offset));
            await asking.PostAsync(from, 40, number => new(number, number % 2 == 0, 20, FollowUpIn: 200));
            await asking.PostAsync(new(from + 50, Writes: true, 0), new() { Delay = TimeSpan.FromMilliseconds(500), UniqueKey = "window" + offset, UniqueFor = TimeSpan.FromMinutes(1) });
            await asking.StumbleAsync(from + 51);
            await asking.FewAsync(from, 6, 10);
            await asking.TurnsAsync(from, 4, "a", 10);
        }

        var breaches = await stage.SettleAsync();
        // The two that stumble once do so on purpose.
        var errors = await stage.LookAsync<string>("SELECT error FROM roost.job_error WHERE error NOT LIKE 'ledger.stumbled%'");
        return [.. breaches, .. errors.Take(5).Select(error => new Breach("Whose clock is wrong takes nobody for dead, and nothing for late", error))];
    }
}
