using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Stages;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>Three workers under load, of whom one after the other is killed and replaced.</summary>
/// <param name="kills">How many.</param>
/// <param name="posts">How much there is to do.</param>
/// <param name="seed">Of chance.</param>
internal sealed class RandomKills(int kills, int posts, int seed = 1) : IScene
{
    private const string Done = "SELECT count(*) FROM roost.job_done";

    public async Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions)
    {
        await using var stage = await Stage.OpenAsync(conditions);
        var asking = await stage.AskingAsync();
        var workers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => stage.StartAsync()));
        var random = new Random(seed);
        for (var kill = 0; kill < kills; kill++)
        {
            // As much again for each kill, so that there is load at the last as at the first.
            var from = kill * posts / kills;
            await asking.PostAsync(from, ((kill + 1) * posts / kills) - from, number => new(number, number % 2 == 0, 10 + (number % 20)));
            await asking.FewAsync(kill * 10, 10, 10);
            // Not a pause of so long, but until so much more is done: on a slow machine as on a quick one there is load.
            var enough = await stage.CountAsync<long>(Done) + random.Next(10, 50);
            await stage.UntilAsync<long>($"SELECT CASE WHEN EXISTS (SELECT FROM roost.job WHERE state IN (1, 2)) THEN ({Done}) ELSE {long.MaxValue} END", done => done >= enough);
            var victim = random.Next(workers.Length);
            await workers[victim].WorksAsync();
            await workers[victim].KillAsync();
            workers[victim] = stage.Launch(null);
        }

        return await stage.SettleAsync();
    }
}
