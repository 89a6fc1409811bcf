using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Stages;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>One job kills each process that runs it, next to others that do not.</summary>
internal sealed class Poisoned : IScene
{
    public async Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions)
    {
        await using var stage = await Stage.OpenAsync(conditions);
        var asking = await stage.AskingAsync();
        var poison = await asking.PoisonAsync();
        await asking.PostAsync(0, 50, number => new(number, number % 2 == 0, 20));
        for (var death = 1; death <= 3; death++)
        {
            await stage.Launch(null).DiedAsync();
        }

        // The fourth that runs it would die of it, too, and end nothing.
        await stage.StartAsync();
        var breaches = await stage.SettleAsync();
        var dead = await stage.LookAsync<Guid>("SELECT id FROM roost.job_dead");
        return [.. breaches, .. dead.SequenceEqual([poison]) ? [] : new[] { new Breach("A job that kills is given up after three deaths, and no other", string.Join(", ", dead)) }];
    }
}
