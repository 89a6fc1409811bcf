namespace Shop.Payments.Ledger;

/// <summary>The chart of accounts.</summary>
internal sealed record ChartResponse(IReadOnlyList<AccountResponse> Accounts);
