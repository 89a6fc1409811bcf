namespace Shop.Payments.Reconciliation;

/// <summary>A difference as staff see it, its amounts in minor units.</summary>
internal sealed record DifferenceResponse(
    Guid Id,
    DifferenceKind Kind,
    string Type,
    string ProviderKey,
    string? ProviderChargeId,
    string Currency,
    long? LedgerAmount,
    long? ProviderAmount,
    DateTimeOffset OccurredAt,
    DateTimeOffset FoundAt,
    DateTimeOffset? ResolvedAt)
{
    public static DifferenceResponse From(LedgerDifference difference) => new(
        difference.Id,
        difference.Kind,
        difference.Type,
        difference.ProviderKey,
        difference.ProviderChargeId,
        difference.Currency,
        difference.LedgerAmount,
        difference.ProviderAmount,
        difference.OccurredAt,
        difference.FoundAt,
        difference.ResolvedAt);
}
