using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Stages;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>The server ends half of all connections, again and again, in a stream of jobs.</summary>
/// <param name="cuts">How often.</param>
/// <param name="posts">How much there is to do.</param>
internal sealed class CutConnections(int cuts, int posts) : IScene
{
    private const string Done = "SELECT count(*) FROM roost.job_done";

    public async Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions)
    {
        await using var stage = await Stage.OpenAsync(conditions);
        var asking = await stage.AskingAsync();
        var workers = await Task.WhenAll(stage.StartAsync(), stage.StartAsync());
        await asking.PostAsync(0, posts, number => new(number, number % 2 == 0, number % 3));
        for (var cut = 0; cut < cuts; cut++)
        {
            var enough = Math.Min(await stage.CountAsync<long>(Done) + 50, posts * 3 / 2);
            await stage.UntilAsync<long>(Done, done => done >= enough);
            await stage.LookAsync<bool>("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < 0.5");
        }

        var breaches = await stage.SettleAsync();
        workers.ShouldAllBe(worker => worker.IsRunning);
        return breaches;
    }
}
