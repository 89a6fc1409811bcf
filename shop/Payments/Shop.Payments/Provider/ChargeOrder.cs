namespace Shop.Payments.Provider;

/// <summary>A charge to be made, or an amount to be held.</summary>
/// <param name="Key">Names it: under one key one charge is made.</param>
/// <param name="Amount">How much.</param>
/// <param name="Method">The provider's name for the means of payment.</param>
/// <param name="Reference">What the provider's statement shows it under.</param>
/// <param name="Capture">Whether it is taken at once; otherwise it is held.</param>
internal sealed record ChargeOrder(string Key, Money Amount, string Method, string Reference, bool Capture);
