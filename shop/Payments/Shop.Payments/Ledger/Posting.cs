namespace Shop.Payments.Ledger;

/// <summary>A transaction to be recorded.</summary>
internal sealed record Posting(LedgerKind Kind, Guid PaymentId, Guid OperationId, string? ProviderKey, string Currency, IReadOnlyList<PostingLine> Lines);
