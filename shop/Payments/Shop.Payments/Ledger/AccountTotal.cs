namespace Shop.Payments.Ledger;

/// <summary>The two sides of an account in one currency, summed up.</summary>
internal sealed record AccountTotal(string Account, string Currency, long Debit, long Credit);
