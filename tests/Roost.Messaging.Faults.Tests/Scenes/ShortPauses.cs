using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Stages;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>Of three workers under load one after the other is stopped for about as long as it may be silent, so that it wakes up while others judge it.</summary>
/// <param name="times">How often.</param>
internal sealed class ShortPauses(int times) : IScene
{
    private const int Posts = 1200;

    // Long enough that many run at the same moment when all have been added.
    private const int Milliseconds = 20;
    private static readonly TimeSpan WorkerTimeout = TimeSpan.FromSeconds(1);

    public async Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions)
    {
        await using var stage = await Stage.OpenAsync(conditions);
        var asking = await stage.AskingAsync();
        var workers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => stage.StartAsync()));
        var random = new Random(1);
        for (var pause = 0; pause < times; pause++)
        {
            // Beside what follows: they may be done before the last has been written down.
            var posting = asking.PostAsync(pause * Posts, Posts, number => new(number, number % 2 == 0, Milliseconds + (number % 10)));
            await stage.UntilAsync<long>("SELECT count(*) FROM roost.job WHERE state = 2", running => running > 30);
            var worker = workers[pause % workers.Length];
            worker.Stop();
            // How long it is stopped is what is tried.
            await Task.Delay(WorkerTimeout * (1 + (0.5 * random.NextDouble())));
            worker.Continue();
            await posting;
        }

        return await stage.SettleAsync();
    }
}
