namespace Shop.Payments.Contracts;

/// <summary>Says that a charge was made.</summary>
/// <param name="PaymentId">The payment.</param>
public sealed record PaymentReceipt(Guid PaymentId);
