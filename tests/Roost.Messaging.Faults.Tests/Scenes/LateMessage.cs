using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Proxy;
using Roost.Messaging.Faults.Tests.Stages;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>
/// A worker says how a job ended, and is stopped (SIGSTOP) at that very moment. The server gets the message when another worker has the job and is in the middle
/// of it; then the first goes on (SIGCONT).
/// </summary>
/// <param name="statement">By what it says it.</param>
/// <param name="ask">Asks for the job, which must take a while.</param>
internal sealed class LateMessage(string statement, Func<Asking, Task> ask) : IScene
{
    private const int Milliseconds = 1500;

    public static LateMessage Complete => new("roost.job_complete", asking => asking.PostAsync(1, 1, number => new(number, Writes: true, Milliseconds)));

    public static LateMessage Finish => new("roost.job_finish", asking => asking.PostAsync(1, 1, number => new(number, Writes: false, Milliseconds)));

    public static LateMessage Fail => new("roost.job_end_failed", asking => asking.StumbleAsync(1, Milliseconds));

    public static LateMessage Hold => new("roost.job_hold", asking => asking.TwoStepsAsync(1, 1, Milliseconds));

    public async Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions)
    {
        await using var stage = await Stage.OpenAsync(conditions);
        await ask(await stage.AskingAsync());
        await using var proxy = new PostgresProxy(conditions.Server.Cluster.Port, new(statement, 1, Moment.Late));
        var worker = stage.Launch(proxy.Port);
        proxy.Hold(
            async () =>
            {
                worker.Stop();
                await stage.HealAsync();
                await stage.UntilAsync<long>("SELECT count(*) FROM roost.job WHERE state = 2 AND crashes = 1", running => running == 1);
            },
            worker.Continue);
        await proxy.ReachedInTimeAsync();
        return await stage.SettleAsync();
    }
}
