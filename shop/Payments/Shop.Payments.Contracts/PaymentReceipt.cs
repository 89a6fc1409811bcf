namespace Shop.Payments.Contracts;

/// <summary>Says that an amount was charged, authorised or captured.</summary>
/// <param name="PaymentId">The payment.</param>
public sealed record PaymentReceipt(Guid PaymentId);
