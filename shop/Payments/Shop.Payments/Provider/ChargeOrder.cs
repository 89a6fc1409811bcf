namespace Shop.Payments.Provider;

/// <summary>A charge to be made.</summary>
/// <param name="Key">Names it: under one key one charge is made.</param>
/// <param name="Amount">How much.</param>
/// <param name="Method">The provider's name for the means of payment.</param>
/// <param name="Reference">What the provider's statement shows it under.</param>
internal sealed record ChargeOrder(string Key, Money Amount, string Method, string Reference);
