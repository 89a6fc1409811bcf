using Microsoft.Extensions.Logging;
using Roost.Contracts;
using Shop.Notifications.Contracts;
using Shop.Orders.Orders;

namespace Shop.Orders.Checkouts;

/// <summary>Tells customers that their order is confirmed. The order is, whether or not the mail gets through: nothing that goes wrong here is the caller's, but for its deadline.</summary>
internal sealed class Confirmation(INotifications notifications, ILogger<Confirmation> logger)
{
    /// <summary>Sends the mail, once however often it is asked for.</summary>
    public async Task SendAsync(Order order, CancellationToken cancellationToken)
    {
        try
        {
            var sent = await notifications.OrderConfirmedAsync(new(StepIds.Confirmation(order), order.CustomerId, order.Id, order.Total), cancellationToken);
            if (!sent.IsSuccess)
            {
                Log.ConfirmationNotSent(logger, exception: null, order.Id, sent.Error.Code);
            }
        }
        catch (ContractFaultException fault)
        {
            Log.ConfirmationNotSent(logger, fault, order.Id, fault.Error.Code);
        }
    }
}
