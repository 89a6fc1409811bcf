using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Stages;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>A worker is stopped in the middle of its jobs for longer than its lease (SIGSTOP), another one does them, and then the first goes on (SIGCONT).</summary>
internal sealed class LongPause : IScene
{
    private const string Running = "SELECT count(*) FROM roost.job WHERE state = 2";
    private const string Learns = "A worker that was taken for dead learns it";

    // All six have to be seen at work at the same moment, on a machine that takes its time to begin the last of them.
    private const int Milliseconds = 6000;

    public async Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions)
    {
        await using var stage = await Stage.OpenAsync(conditions);
        var asking = await stage.AskingAsync();
        var stopped = await stage.StartAsync();
        await asking.PostAsync(0, 4, number => new(number, number % 2 == 0, Milliseconds));
        await asking.TwoStepsAsync(10, 2, Milliseconds);
        await stage.UntilAsync<long>(Running, running => running == 6);
        stopped.Stop();
        var held = await stage.CountAsync<long>(Running);
        held.ShouldBeGreaterThan(0, "It was stopped when all was done.");

        var other = await stage.StartAsync();
        await stage.UntilAsync<long>("SELECT count(*) FROM ledger.history WHERE (before).state = 2 AND (after).crashes = 1", taken => taken == held, conditions.Patience);
        // So that there is something to claim for whoever does not know yet that he is taken for dead.
        await asking.PostAsync(100, 400, number => new(number, number % 2 == 0, 20));
        stopped.Continue();
        var breaches = await stage.SettleAsync();

        // He has to go on under another name, and is needed.
        await other.KillAsync();
        await asking.PostAsync(1000, 20, number => new(number, number % 2 == 0, 0));
        return [.. breaches, .. await stage.SettleAsync(), .. await stopped.SaysAsync("was taken for dead") ? [] : new[] { new Breach(Learns, stopped.Output) }];
    }
}
