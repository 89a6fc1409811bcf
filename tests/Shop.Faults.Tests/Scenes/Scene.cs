using Shop.Faults.Tests.Stages;

namespace Shop.Faults.Tests.Scenes;

/// <summary>Something that people want of the Shop, and get, whoever dies in the middle.</summary>
/// <param name="Name">Names it.</param>
/// <param name="Requests">What the provider is asked for in it.</param>
/// <param name="PrepareAsync">Makes what it begins with; nobody dies of that.</param>
/// <param name="PlayAsync">Does it, and waits for how it ends; gets what was made before.</param>
internal sealed record Scene(string Name, IReadOnlyList<string> Requests, Func<CrashShop, Task<Guid>> PrepareAsync, Func<CrashShop, Guid, Task> PlayAsync)
{
    private const long Part = 700;
    private const string Charge = "POST /v1/charges";
    private const string Capture = "POST /v1/charges/{id}/capture";
    private const string Void = "POST /v1/charges/{id}/void";
    private const string Refund = "POST /v1/charges/{id}/refunds";

    public static readonly IReadOnlyList<Scene> All =
    [
        new("checkout", [Charge, Capture], Nothing, async (shop, _) => await EndsAsync(shop, await shop.OrderAsync(), "Confirmed")),
        new("declined", [Charge], Nothing, async (shop, _) => await EndsAsync(shop, await shop.OrderAsync("pm_declined"), "Rejected")),
        new("cancelled-midway", [Charge, Void], Nothing, async (shop, _) =>
        {
            // The bank takes its time, in which the customer thinks better of it.
            var order = await shop.OrderAsync("pm_slow");
            await shop.AtTheBankAsync(order);
            await shop.CancelAsync(order);
            await EndsAsync(shop, order, "Cancelled");
        }),
        new("cancelled-afterwards", [Refund], Confirmed, async (shop, order) =>
        {
            await shop.CancelAsync(order);
            await EndsAsync(shop, order, "Cancelled");
        }),
        new("refund", [Refund], Confirmed, async (shop, order) =>
        {
            await shop.RefundAsync(order, Part);
            await EndsAsync(shop, order, "Confirmed");
        }),
    ];

    public override string ToString() => Name;

    private static Task<Guid> Nothing(CrashShop shop) => Task.FromResult(Guid.Empty);

    private static async Task<Guid> Confirmed(CrashShop shop)
    {
        var order = await shop.OrderAsync();
        await EndsAsync(shop, order, "Confirmed");
        return order;
    }

    private static async Task EndsAsync(CrashShop shop, Guid order, string status) => (await shop.OutcomeAsync(order)).ShouldBe(status, $"order {order}");
}
