namespace Shop.Payments.Ledger;

/// <summary>The chart of accounts. The database's CHECK knows the same ones.</summary>
internal static class Accounts
{
    /// <summary>What customers' banks hold for us with the provider: a claim, once it is captured.</summary>
    public const string ProviderHolds = "provider_holds";

    /// <summary>The other side of holds: what we owe customers for as long as we have not delivered.</summary>
    public const string CustomerHolds = "customer_holds";

    /// <summary>What the provider has taken for us and has to pay out.</summary>
    public const string ProviderReceivable = "provider_receivable";

    /// <summary>What was sold.</summary>
    public const string Sales = "sales";

    /// <summary>What was given back of it.</summary>
    public const string Refunds = "refunds";

    public static IReadOnlyList<Account> All { get; } =
    [
        new(ProviderHolds, "Holds with the provider", AccountType.Asset),
        new(ProviderReceivable, "Receivable from the provider", AccountType.Asset),
        new(CustomerHolds, "Customers' money on hold", AccountType.Liability),
        new(Sales, "Sales", AccountType.Income),
        new(Refunds, "Refunds", AccountType.Expense),
    ];
}
