namespace Roost.Remoting.Tests.Events;

/// <summary>What holds for events between databases, by whatever way they go.</summary>
internal static class EventLaws
{
    private const int Numbers = 60;

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
