namespace Shop.Payments.Ledger;

/// <summary>Something that happened to money. Its entries are written with it, or never.</summary>
internal sealed class LedgerTransaction
{
    public required Guid Id { get; init; }

    public required LedgerKind Kind { get; init; }

    public required Guid PaymentId { get; init; }

    /// <summary>What caused it: one operation is recorded once for a payment and kind.</summary>
    public required Guid OperationId { get; init; }

    /// <summary>The key of the provider's movement; <see langword="null"/> where the provider has none, as for reversals.</summary>
    public string? ProviderKey { get; init; }

    /// <summary>The transaction that this one takes back, if it is a reversal.</summary>
    public Guid? Reverses { get; init; }

    /// <summary>Why, if it is a reversal.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
}
