namespace Shop.Payments.Ledger;

/// <summary>All debits and all credits in one currency, in minor units.</summary>
internal sealed record CurrencyTotal(string Currency, long Debit, long Credit);
