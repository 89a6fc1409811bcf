namespace Shop.Payments.Provider;

/// <summary>A hold to be let go.</summary>
/// <param name="Key">Names it.</param>
/// <param name="ChargeId">The provider's id of the charge.</param>
internal sealed record VoidOrder(string Key, string ChargeId);
