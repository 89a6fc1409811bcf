namespace Shop.Payments.Refunds;

/// <summary>A refund as the caller sees it, its amount in minor units of the payment's currency.</summary>
internal sealed record RefundResponse(Guid Id, Guid PaymentId, long Amount, RefundStatus Status)
{
    public static RefundResponse From(Refund refund) => new(refund.Id, refund.PaymentId, refund.Amount, refund.Status);
}
