using Roost.Messaging.Faults.Tests.Stages;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>What a scene's worker finds to do.</summary>
/// <param name="Name">Names it: it is asked for once, and each scene has a copy of the database.</param>
/// <param name="AskAsync">Asks for it.</param>
internal sealed record Errand(string Name, Func<Asking, Task> AskAsync)
{
    /// <summary>Nothing: the scene asks itself.</summary>
    public static Errand Nothing { get; } = new("ledger", _ => Task.CompletedTask);

    /// <summary>A job of every sort. A new sort is added here, and every message about it is visited.</summary>
    public static Errand Handful { get; } = new("handful", async asking =>
    {
        await asking.PostAsync(1, 1, number => new(number, Writes: true, 0));
        await asking.PostAsync(2, 1, number => new(number, Writes: false, 0));
        await asking.PostAsync(3, 1, number => new(number, Writes: true, 0, FollowUpIn: 600));
        await asking.StumbleAsync(4);
        await asking.TwoStepsAsync(5, 1, 0);
        await asking.PostAsync(new(6, Writes: true, 0), new() { Delay = TimeSpan.FromMilliseconds(50) });
        await asking.PostAsync(new(7, Writes: true, 0), new() { UniqueKey = "one" });
        await asking.PostAsync(new(8, Writes: false, 0), new() { UniqueKey = "one" });
        await asking.PostAsync(new(9, Writes: false, 0), new() { UniqueKey = "other" });
        await asking.FewAsync(10, 3, 0);
        await asking.TurnsAsync(20, 2, "a", 0);
    });

    /// <summary>One that writes, asks for another and publishes an event: the first commit is the one with all of it.</summary>
    public static Errand Post { get; } = new("post", asking => asking.PostAsync(1, 1, number => new(number, Writes: true, 0)));
}
