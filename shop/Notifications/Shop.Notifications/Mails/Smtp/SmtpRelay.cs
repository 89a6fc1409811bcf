using System.Net;
using System.Net.Mail;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost;

namespace Shop.Notifications.Mails.Smtp;

/// <summary>
/// Hands mails to an SMTP host. System.Net.Mail is not what its own documentation recommends, but the only client that restores here; it
/// speaks STARTTLS and not TLS from the first byte (port 465). Another client is another class like this one.
/// </summary>
internal sealed class SmtpRelay(IOptions<NotificationsOptions> options, TimeProvider time, ILogger<SmtpRelay> logger) : IMailTransport
{
    public async Task<Result> SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        // Its own time-out holds for synchronous calls only.
        using var limit = new CancellationTokenSource(settings.SmtpTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var message = Write(mail);
        using var client = new SmtpClient(settings.SmtpHost!, settings.SmtpPort) { EnableSsl = settings.SmtpTls };
        if (settings.SmtpUser is not null)
        {
            client.Credentials = new NetworkCredential(settings.SmtpUser, settings.SmtpPassword);
        }

        try
        {
            await client.SendMailAsync(message, either.Token);
            return Result.Success;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotSent(logger, mail.OperationId, settings.SmtpHost!, "timed out", $"It took longer than {settings.SmtpTimeout}.");
            return NotificationErrors.NotSent;
        }
        catch (SmtpException exception)
        {
            // Not its message: servers put addresses into it.
            Log.NotSent(logger, mail.OperationId, settings.SmtpHost!, exception.StatusCode.ToString(), exception.GetBaseException().GetType().Name);
            return IsForGood(exception.StatusCode) ? NotificationErrors.Refused : NotificationErrors.NotSent;
        }
    }

    // 550 to 554: the mail itself is refused (RFC 5321 section 4.2.2). Other 5xx are about us, and can be mended.
    private static bool IsForGood(SmtpStatusCode status) => status is >= SmtpStatusCode.MailboxUnavailable and <= SmtpStatusCode.TransactionFailed;

    private static MailMessage Write(Mail mail)
    {
        var message = new MailMessage(Of(mail.From), Of(mail.To))
        {
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = mail.Body.ReplaceLineEndings("\r\n"),
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = System.Net.Mime.TransferEncoding.QuotedPrintable,
        };
        message.Headers.Add("Message-ID", mail.MessageId);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static MailAddress Of(Mailbox mailbox) => new(mailbox.Address, mailbox.Name, Encoding.UTF8);
}
