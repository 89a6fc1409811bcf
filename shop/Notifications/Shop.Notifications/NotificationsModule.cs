using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Roost.Modules;
using Shop.Notifications.Confirmations;
using Shop.Notifications.Contracts;
using Shop.Notifications.Mails;
using Shop.Notifications.Mails.Folder;
using Shop.Notifications.Mails.Smtp;
using Shop.Users.Contracts;

namespace Shop.Notifications;

/// <summary>Tells people what happened, by mail.</summary>
[Module("notifications")]
[Uses<IUsers>]
[Exports<INotifications>]
public sealed class NotificationsModule : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module
        .Implements<INotifications, NotificationService>()
        .Options<NotificationsOptions>()
        .Database<NotificationsDb>()
        .Services(services => services
            .AddScoped<SentMailRepository>()
            .AddScoped<MailDelivery>()
            .AddSingleton<MailFolder>()
            .AddSingleton<SmtpRelay>()
            .AddSingleton<IMailTransport>(static provider => provider.GetRequiredService<IOptions<NotificationsOptions>>().Value.HasRelay
                ? provider.GetRequiredService<SmtpRelay>()
                : provider.GetRequiredService<MailFolder>()));
}
