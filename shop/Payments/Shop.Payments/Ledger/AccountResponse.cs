namespace Shop.Payments.Ledger;

/// <summary>An account of the chart, with its balances.</summary>
internal sealed record AccountResponse(string Code, string Name, AccountType Type, IReadOnlyList<AccountBalance> Balances)
{
    public static AccountResponse From(Account account, IEnumerable<AccountTotal> totals) => new(
        account.Code,
        account.Name,
        account.Type,
        [.. totals.Where(total => total.Account == account.Code)
            .Select(total => new AccountBalance(total.Currency, total.Debit, total.Credit, account.Balance(total.Debit, total.Credit)))]);
}
