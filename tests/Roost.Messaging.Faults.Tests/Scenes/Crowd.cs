using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Stages;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>Three workers are woken for the same few jobs at the same moment, again and again; some of the jobs have limits, and some an order.</summary>
/// <param name="rounds">How often.</param>
internal sealed class Crowd(int rounds) : IScene
{
    private const int Posts = 50;

    public async Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions)
    {
        await using var stage = await Stage.OpenAsync(conditions);
        var asking = await stage.AskingAsync();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => stage.StartAsync()));
        for (var round = 0; round < rounds; round++)
        {
            await asking.PostAsync(round * Posts, Posts, number => new(number, number % 10 == 0, 5));
            await asking.FewAsync(round * 10, 10, 5);
            await asking.TurnsAsync(round * 10, 5, "a", 2);
            await asking.TurnsAsync((round * 10) + 5, 5, "b", 0);
            await stage.IsOverAsync(conditions.Patience);
        }

        return await stage.SettleAsync();
    }
}
