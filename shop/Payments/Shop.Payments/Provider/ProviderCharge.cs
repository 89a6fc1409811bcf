namespace Shop.Payments.Provider;

/// <summary>A charge as the provider knows it.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="Captured">What was taken, in minor units; 0 if it was declined.</param>
internal sealed record ProviderCharge(string Id, long Captured);
