namespace Shop.Payments.Ledger;

/// <summary>What an account stands at in one currency, in minor units.</summary>
internal sealed record AccountBalance(string Currency, long Debit, long Credit, long Balance);
