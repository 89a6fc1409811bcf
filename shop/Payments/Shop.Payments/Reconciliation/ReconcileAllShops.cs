namespace Shop.Payments.Reconciliation;

/// <summary>A job that belongs to no shop: have every shop's ledger compared with the provider's statement.</summary>
/// <param name="Day">The last day that is compared, in UTC.</param>
internal sealed record ReconcileAllShops(DateOnly Day);
