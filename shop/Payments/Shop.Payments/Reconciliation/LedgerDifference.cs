namespace Shop.Payments.Reconciliation;

/// <summary>Something of which the ledger and the provider's statement do not say the same. There is one at most for each movement.</summary>
internal sealed class LedgerDifference
{
    public required Guid Id { get; init; }

    public required DifferenceKind Kind { get; init; }

    /// <summary>What both know the movement by.</summary>
    public required string ProviderKey { get; init; }

    /// <summary>What happened, in the provider's words, such as <c>capture</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The provider's charge, if it is the provider who knows of the movement.</summary>
    public string? ProviderChargeId { get; init; }

    public required string Currency { get; init; }

    /// <summary>What the ledger says, in minor units; <see langword="null"/> if it says nothing.</summary>
    public long? LedgerAmount { get; init; }

    /// <summary>What the provider says; <see langword="null"/> if it says nothing.</summary>
    public long? ProviderAmount { get; init; }

    /// <summary>When the money moved, or was recorded.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>When it was found to be gone.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }
}
