namespace Shop.Notifications.Contracts;

/// <summary>Asks for the message that says that an order is confirmed.</summary>
/// <param name="OperationId">Names the message; the same id again sends nothing more.</param>
/// <param name="CustomerId">To whom.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Total">What it came to.</param>
public sealed record SendConfirmation(Guid OperationId, Guid CustomerId, Guid OrderId, Money Total);
