namespace Shop.Payments.Ledger;

/// <summary>An account of the chart.</summary>
/// <param name="Code">What entries name it by.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Type">Which side it grows on.</param>
internal sealed record Account(string Code, string Name, AccountType Type)
{
    /// <summary>What the account stands at: what debits are ahead of credits where it grows by debits, and the reverse where it does not.</summary>
    public long Balance(long debit, long credit) => Type is AccountType.Asset or AccountType.Expense ? debit - credit : credit - debit;
}
