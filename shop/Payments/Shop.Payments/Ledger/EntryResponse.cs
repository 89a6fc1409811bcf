namespace Shop.Payments.Ledger;

/// <summary>An entry with its transaction, as staff see it; its amounts are in minor units, and one of them is 0.</summary>
internal sealed record EntryResponse(
    Guid Id, Guid TransactionId, LedgerKind Kind, Guid PaymentId, string Account, string Currency, long Debit, long Credit, DateTimeOffset RecordedAt, string? Reason);
