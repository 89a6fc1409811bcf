using Roost;

namespace Shop.Notifications.Contracts;

/// <summary>Tells people what happened.</summary>
[Contract]
public interface INotifications
{
    /// <summary>Writes to a customer that an order is confirmed.</summary>
    [Idempotent]
    Task<Result> OrderConfirmedAsync(SendConfirmation request, CancellationToken cancellationToken);
}
