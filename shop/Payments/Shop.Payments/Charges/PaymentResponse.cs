namespace Shop.Payments.Charges;

internal sealed record PaymentResponse(
    Guid Id,
    Guid OrderId,
    Money Amount,
    string Method,
    PaymentStatus Status,
    Money Authorized,
    Money Captured,
    Money Refunded,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static PaymentResponse From(Payment payment) => new(
        payment.Id,
        payment.OrderId,
        new(payment.Amount, payment.Currency),
        payment.Method,
        payment.Status,
        new(payment.Authorized ?? 0, payment.Currency),
        new(payment.Captured, payment.Currency),
        new(payment.Refunded, payment.Currency),
        payment.CreatedAt,
        payment.UpdatedAt);
}
