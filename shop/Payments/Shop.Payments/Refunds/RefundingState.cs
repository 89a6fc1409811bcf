namespace Shop.Payments.Refunds;

/// <summary>Which refund it is.</summary>
/// <param name="PaymentId">The payment that is given back.</param>
/// <param name="OperationId">The name of whoever asked for it.</param>
internal sealed record RefundingState(Guid PaymentId, Guid OperationId);
