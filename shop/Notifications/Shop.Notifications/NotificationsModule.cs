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
        // One attempt: whoever asks for a mail asks again under the same operation id, days later if need be.
        .Calls(SmtpRelay.Call, call => call.Attempts(1).Concurrency(16).Breaker(minimumThroughput: 10, window: TimeSpan.FromMinutes(2)))
        .Services(services => services
            .AddScoped<SentMailRepository>()
            .AddScoped<MailDelivery>()
            .AddSingleton<MailFolder>()
            .AddScoped<SmtpRelay>()
            .AddScoped<IMailTransport>(static provider => provider.GetRequiredService<IOptions<NotificationsOptions>>().Value.HasRelay
                ? provider.GetRequiredService<SmtpRelay>()
                : provider.GetRequiredService<MailFolder>()));
}
