namespace Shop.Payments.Refunds;

/// <param name="Amount">In minor units of the payment's currency.</param>
internal sealed record RefundResponse(Guid Id, Guid PaymentId, long Amount, RefundStatus Status)
{
    public static RefundResponse From(Refund refund) => new(refund.Id, refund.PaymentId, refund.Amount, refund.Status);
}
