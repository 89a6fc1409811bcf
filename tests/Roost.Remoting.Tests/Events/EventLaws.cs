namespace Roost.Remoting.Tests.Events;

/// <summary>What holds for events between databases, by whatever way they go.</summary>
internal static class EventLaws
{
    private const int Numbers = 60;

    /// <summary>The same while the listener is killed and away, twice: some are on their way when it dies, and some are told while nobody is there.</summary>
    public static Task OnceAndInOrderWhileTheListenerDiesAsync(Towns towns, TenantId tenant) => OnceAndInOrderAsync(towns, tenant, disturb: async number =>
    {
        switch (number)
        {
            case 20 or 40:
                await towns.KillListenerAsync();
                break;
            case 30 or 50:
                await towns.StartListenerAsync();
                break;
        }
    });

    /// <summary>Each that was published is heard once, as it was, and those of one key in their order.</summary>
    /// <param name="towns">Where.</param>
    /// <param name="tenant">Whose events.</param>
    /// <param name="disturb">What happens before each of the sixty numbers is told under two keys and none.</param>
    public static async Task OnceAndInOrderAsync(Towns towns, TenantId tenant, Func<int, Task> disturb)
    {
        var told = new Dictionary<Guid, (string? Key, int Number)>();
        for (var number = 0; number < Numbers; number++)
        {
            await disturb(number);
            foreach (var key in new[] { "a", "b", null })
            {
                told[await towns.TellAsync(tenant, key, number)] = (key, number);
            }
        }

        var heard = await towns.HeardAsync(told.Count);

        heard.Select(line => line.Event).ShouldBe(told.Keys, ignoreOrder: true);
        heard.ShouldAllBe(line => told[line.Event].Key == line.Key && told[line.Event].Number == line.Number);
        heard.ShouldAllBe(line => line.Tenant == tenant.Value && line.Correlation == $"{line.Key}-{line.Number}");
        foreach (var key in heard.GroupBy(line => line.Key))
        {
            key.Select(line => line.Number).ShouldBeInOrder();
        }
    }
}
