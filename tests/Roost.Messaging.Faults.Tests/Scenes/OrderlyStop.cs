using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Stages;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>A worker is told to stop (SIGTERM) with many jobs claimed. It ends what has begun, gives back what has not, and leaves.</summary>
internal sealed class OrderlyStop : IScene
{
    private const string LeavesNothing = "A worker that stops leaves nothing behind";

    public async Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions)
    {
        await using var stage = await Stage.OpenAsync(conditions);
        var asking = await stage.AskingAsync();
        var worker = await stage.StartAsync();
        // Quick ones first, so that it claims ahead.
        await asking.PostAsync(0, 1400, number => new(number, number % 2 == 0, number < 1200 ? 0 : 300));
        await stage.UntilAsync<bool>("SELECT (SELECT count(*) FROM roost.job_done) > 200 AND (SELECT count(*) FROM roost.job WHERE state = 2) > 16", isBusy => isBusy);

        var code = await worker.TerminateAsync();
        var left = await stage.LookAsync<string>(
            """
            SELECT 'a job that runs: ' || id FROM roost.job WHERE state = 2 UNION ALL
            SELECT 'a worker: ' || id FROM roost.job_worker UNION ALL
            SELECT 'an error: ' || error FROM roost.job_error
            LIMIT 5
            """);
        await stage.HealAsync();
        return [.. code == 0 ? [] : new[] { new Breach(LeavesNothing, $"It ended with {code}: {worker.Output}") }, .. left.Select(what => new Breach(LeavesNothing, what)), .. await stage.SettleAsync()];
    }
}
