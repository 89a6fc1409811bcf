namespace Shop.Payments.Ledger;

/// <summary>An amount in minor units on one side of one account.</summary>
internal sealed class LedgerEntry
{
    public required Guid Id { get; init; }

    public required Guid TransactionId { get; init; }

    public required string Account { get; init; }

    public required string Currency { get; init; }

    /// <summary>The amount if it is on the debit side, or else 0.</summary>
    public required long Debit { get; init; }

    /// <summary>The amount if it is on the credit side, or else 0.</summary>
    public required long Credit { get; init; }
}
