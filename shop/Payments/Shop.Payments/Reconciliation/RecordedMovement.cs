using Shop.Payments.Ledger;
using Shop.Payments.Provider;

namespace Shop.Payments.Reconciliation;

/// <summary>A transaction of the ledger, as the provider's statement should show it.</summary>
/// <param name="ProviderKey">The key of the call that caused it.</param>
/// <param name="Kind">What it records.</param>
/// <param name="Amount">What it moves between the provider and us, or holds, or lets go.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="RecordedAt">When it was recorded.</param>
internal sealed record RecordedMovement(string ProviderKey, LedgerKind Kind, long Amount, string Currency, DateTimeOffset RecordedAt)
{
    /// <summary>What the provider calls it. Its charges are captures without a hold.</summary>
    public string Type => Kind.ToString().ToLowerInvariant();

    /// <summary>Whether the provider's statement says the same.</summary>
    public bool Agrees(ProviderMovement movement) =>
        Amount == movement.Amount && Currency == movement.Currency && (Type == movement.Type || (Kind == LedgerKind.Capture && movement.Type == "charge"));
}
