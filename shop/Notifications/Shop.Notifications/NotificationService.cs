using Microsoft.Extensions.Options;
using Roost;
using Shop.Notifications.Confirmations;
using Shop.Notifications.Contracts;
using Shop.Notifications.Mails;
using Shop.Users.Contracts;

namespace Shop.Notifications;

internal sealed class NotificationService(IUsers users, MailDelivery delivery, IOptions<NotificationsOptions> options) : INotifications
{
    public async Task<Result> OrderConfirmedAsync(SendConfirmation request, CancellationToken cancellationToken)
    {
        if (await delivery.IsSentAsync(request.OperationId, cancellationToken))
        {
            return Result.Success;
        }

        var found = await users.FindAsync(new FindUser(request.CustomerId), cancellationToken);
        if (!found.IsSuccess)
        {
            return found.Error;
        }

        if (Mailbox.TryCreate(found.Value.Name, found.Value.Email) is not { } recipient)
        {
            return NotificationErrors.BadAddress;
        }

        var sender = Mailbox.TryCreate(options.Value.FromName, options.Value.FromAddress)!;
        var mail = OrderConfirmation.Write(request, sender, recipient);
        return await delivery.SendAsync("order-confirmed", request.CustomerId, mail, cancellationToken);
    }
}
