namespace Shop.Payments.Contracts;

/// <summary>Money that was given back.</summary>
/// <param name="Id">The refund.</param>
/// <param name="OrderId">The order that was paid for.</param>
/// <param name="Amount">How much.</param>
public sealed record RefundSnapshot(Guid Id, Guid OrderId, Money Amount);
