using System.Globalization;
using System.Text;

namespace Shop.Notifications.Mails.Folder;

/// <summary>A mail as it goes over the wire (RFC 5322, MIME in RFC 2045): ASCII, lines that end in CRLF and hold 76 characters at most where they can.</summary>
internal static class MailText
{
    private const string LineEnd = "\r\n";

    public static byte[] Write(Mail mail)
    {
        var text = new StringBuilder();
        AppendHeader(text, "Date", mail.Date.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        AppendHeader(text, "From", Of(mail.From));
        AppendHeader(text, "To", Of(mail.To));
        AppendHeader(text, "Subject", HeaderText.Encode(mail.Subject));
        AppendHeader(text, "Message-ID", mail.MessageId);
        // Keeps holiday answers away (RFC 3834 section 5).
        AppendHeader(text, "Auto-Submitted", "auto-generated");
        AppendHeader(text, "MIME-Version", "1.0");
        AppendHeader(text, "Content-Type", "text/plain; charset=utf-8");
        AppendHeader(text, "Content-Transfer-Encoding", "quoted-printable");
        text.Append(LineEnd).Append(QuotedPrintable.Encode(mail.Body));
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void AppendHeader(StringBuilder text, string name, string value) => text.Append(name).Append(": ").Append(value).Append(LineEnd);

    private static string Of(Mailbox mailbox) => mailbox.Name.Length == 0
        ? mailbox.Address
        : $"{HeaderText.Encode(mailbox.Name)}{LineEnd} <{mailbox.Address}>";
}
