namespace Shop.Payments.Ledger;

/// <summary>Whether the ledger is in balance: debits and credits are the same in each currency.</summary>
internal sealed record TrialBalance(bool Balanced, IReadOnlyList<CurrencyTotal> Totals)
{
    public static TrialBalance Of(IEnumerable<AccountTotal> totals)
    {
        List<CurrencyTotal> sums = [.. totals.GroupBy(total => total.Currency).OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => new CurrencyTotal(same.Key, same.Sum(total => total.Debit), same.Sum(total => total.Credit)))];
        return new(sums.TrueForAll(sum => sum.Debit == sum.Credit), sums);
    }
}
