using System.Net;
using System.Net.Mail;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost;
using Roost.Remoting.Calls;

namespace Shop.Notifications.Mails.Smtp;

/// <summary>
/// Hands mails to an SMTP host. System.Net.Mail is not what its own documentation recommends, but the only client that restores here; it
/// speaks STARTTLS and not TLS from the first byte (port 465). Another client is another class like this one.
/// </summary>
internal sealed class SmtpRelay(ICalls calls, IOptions<NotificationsOptions> options, ILogger<SmtpRelay> logger) : IMailTransport
{
    /// <summary>The name of the calls to the host.</summary>
    public const string Call = "smtp";

    public async Task<Result> SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        // Its own time-out holds for synchronous calls only.
        var rules = new CallRules<bool> { AttemptTimeout = settings.SmtpTimeout, Exception = VerdictOf };
        try
        {
            await calls.RunAsync(Call, token => SendAsync(mail, settings, token), rules, cancellationToken);
            return Result.Success;
        }
        catch (CallTimedOutException exception)
        {
            Log.NotSent(logger, mail.OperationId, settings.SmtpHost!, "timed out", $"It took longer than {exception.Timeout}.");
            return NotificationErrors.NotSent;
        }
        catch (CallRefusedException exception)
        {
            Log.NotSent(logger, mail.OperationId, settings.SmtpHost!, "not asked", exception.Message);
            return NotificationErrors.NotSent;
        }
        catch (SmtpException exception)
        {
            // Not its message: servers put addresses into it.
            Log.NotSent(logger, mail.OperationId, settings.SmtpHost!, exception.StatusCode.ToString(), exception.GetBaseException().GetType().Name);
            return IsForGood(exception.StatusCode) ? NotificationErrors.Refused : NotificationErrors.NotSent;
        }
    }

    private static async Task<bool> SendAsync(Mail mail, NotificationsOptions settings, CancellationToken cancellationToken)
    {
        using var message = Write(mail);
        using var client = new SmtpClient(settings.SmtpHost!, settings.SmtpPort) { EnableSsl = settings.SmtpTls };
        if (settings.SmtpUser is not null)
        {
            client.Credentials = new NetworkCredential(settings.SmtpUser, settings.SmtpPassword);
        }

        await client.SendMailAsync(message, cancellationToken);
        return true;
    }

    // A host that cannot be reached, or says that it cannot serve. What it says of one mail speaks for it.
    private static CallVerdict VerdictOf(Exception exception) => exception is SmtpException
    {
        StatusCode: not (SmtpStatusCode.GeneralFailure or SmtpStatusCode.ServiceNotAvailable or SmtpStatusCode.LocalErrorInProcessing or SmtpStatusCode.InsufficientStorage),
    }
        ? CallVerdict.Done
        : CallVerdict.Failed;

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
