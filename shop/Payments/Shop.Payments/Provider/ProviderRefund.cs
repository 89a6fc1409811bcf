namespace Shop.Payments.Provider;

/// <summary>A refund as the provider knows it.</summary>
/// <param name="Id">The provider's id.</param>
internal sealed record ProviderRefund(string Id);
