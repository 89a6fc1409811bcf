using Roost;

namespace Shop.Notifications.Mails;

/// <summary>A way for mail to leave.</summary>
internal interface IMailTransport
{
    /// <summary>Sends a mail, or hands it to who will.</summary>
    Task<Result> SendAsync(Mail mail, CancellationToken cancellationToken);
}
