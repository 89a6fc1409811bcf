namespace Shop.Faults.Tests.Laws;

/// <summary>What must be true when all is over, whoever was killed.</summary>
internal static class AllLaws
{
    private static readonly IReadOnlyList<Func<IEvidence, Task<IReadOnlyList<string>>>> All =
    [
        OrderLaws.BreachesAsync, ProviderLaws.BreachesAsync, StockLaws.BreachesAsync, LedgerLaws.BreachesAsync, MailLaws.BreachesAsync, SalesLaws.BreachesAsync, EventLaws.BreachesAsync,
    ];

    /// <summary>What contradicts them, a line each.</summary>
    public static async Task<IReadOnlyList<string>> BreachesAsync(IEvidence shop)
    {
        var breaches = new List<string>();
        foreach (var law in All)
        {
            breaches.AddRange(await law(shop));
        }

        return breaches;
    }
}
