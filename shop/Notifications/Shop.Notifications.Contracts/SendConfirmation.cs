namespace Shop.Notifications.Contracts;

/// <summary>Says that an order is confirmed.</summary>
/// <param name="OperationId">Names the message; the same id again sends nothing more.</param>
/// <param name="CustomerId">To whom.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Total">What it came to.</param>
public sealed record OrderConfirmed(Guid OperationId, Guid CustomerId, Guid OrderId, Money Total);
