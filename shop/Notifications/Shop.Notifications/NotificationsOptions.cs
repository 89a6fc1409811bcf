using System.ComponentModel.DataAnnotations;
using Shop.Notifications.Mails;

namespace Shop.Notifications;

/// <summary>How mail leaves the shop: as files, or by SMTP once a host is named. Section <c>Modules:notifications</c>.</summary>
internal sealed class NotificationsOptions : IValidatableObject
{
    /// <summary>The folder that mails are written to as .eml files. Required unless <see cref="SmtpHost"/> is set, which goes first.</summary>
    public string? MailFolder { get; set; }

    /// <summary>The host that takes mail by SMTP.</summary>
    public string? SmtpHost { get; set; }

    /// <summary>Its port.</summary>
    /// <value>The default is 587, the submission port (RFC 6409).</value>
    [Range(1, 65535)]
    public int SmtpPort { get; set; } = 587;

    /// <summary>Whether the connection is encrypted by STARTTLS (RFC 3207). Turn it off for hosts on this machine only.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool SmtpTls { get; set; } = true;

    /// <summary>The name to sign in with; none for a host that asks for none. It goes together with the password.</summary>
    public string? SmtpUser { get; set; }

    /// <summary>The password to sign in with. It goes together with the name, and travels by TLS only. A secret: keep it out of files under version control.</summary>
    public string? SmtpPassword { get; set; }

    /// <summary>How long sending a mail may take.</summary>
    /// <value>The default is 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan SmtpTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The address that mails come from.</summary>
    /// <value>The default is <c>orders@shop.example</c>, which no mail can be sent to.</value>
    [Required]
    public string FromAddress { get; set; } = "orders@shop.example";

    /// <summary>The name that mails come from.</summary>
    /// <value>The default is <c>Shop</c>.</value>
    [Required, StringLength(100, MinimumLength = 1)]
    public string FromName { get; set; } = "Shop";

    /// <summary>Whether mail goes out by SMTP rather than into the folder.</summary>
    internal bool HasRelay => !string.IsNullOrWhiteSpace(SmtpHost);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(MailFolder) && !HasRelay)
        {
            yield return new("There is no way for mail to leave. Set MailFolder to write .eml files, or SmtpHost to send. For development, ./roost up sets a folder.", [nameof(MailFolder)]);
        }

        if (SmtpUser is null != SmtpPassword is null)
        {
            yield return new("SmtpUser and SmtpPassword go together: set both or neither.", [nameof(SmtpUser)]);
        }

        if (SmtpPassword is not null && !SmtpTls)
        {
            yield return new("SmtpPassword would travel in plain text. Turn SmtpTls on, or leave the password out.", [nameof(SmtpTls)]);
        }

        if (Mailbox.TryCreate(FromName, FromAddress) is null)
        {
            yield return new($"'{FromAddress}' is no mail address.", [nameof(FromAddress)]);
        }
    }
}
