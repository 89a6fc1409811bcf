namespace Shop.Payments.Ledger;

/// <summary>What a transaction of the ledger records.</summary>
internal enum LedgerKind
{
    /// <summary>An amount is held.</summary>
    Authorization,

    /// <summary>Money was taken.</summary>
    Capture,

    /// <summary>Money was given back.</summary>
    Refund,

    /// <summary>What was held was let go.</summary>
    Void,

    /// <summary>An earlier transaction was wrong: the same the other way round.</summary>
    Reversal,
}
