namespace Shop.Payments.Provider;

/// <summary>A charge as the provider knows it.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Amount">What was asked for, in minor units.</param>
/// <param name="Captured">What was taken of it, in minor units.</param>
internal sealed record ProviderCharge(string Id, ProviderChargeState State, long Amount, long Captured);
