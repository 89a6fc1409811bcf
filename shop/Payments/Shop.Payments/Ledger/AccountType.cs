namespace Shop.Payments.Ledger;

/// <summary>What sort of account it is. The first two grow by debits, the others by credits.</summary>
internal enum AccountType
{
    /// <summary>What we have, or can claim.</summary>
    Asset,

    /// <summary>What it costs us.</summary>
    Expense,

    /// <summary>What we owe.</summary>
    Liability,

    /// <summary>What we earn.</summary>
    Income,
}
