namespace Shop.Payments.Ledger;

/// <summary>An amount that moves from one account to another.</summary>
/// <param name="Debit">The account that is debited.</param>
/// <param name="Credit">The account that is credited.</param>
/// <param name="Amount">In minor units.</param>
internal readonly record struct PostingLine(string Debit, string Credit, long Amount);
