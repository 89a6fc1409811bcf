using System.ComponentModel.DataAnnotations;

namespace Shop.Webhooks.Receivers;

/// <summary>An address that is fit to send messages to as far as its text tells. Where it leads is looked at when a connection is made.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class WebhookUrlAttribute() : ValidationAttribute("The {0} must be a whole address that begins with https://, without a user name, a password or a #.")
{
    public const int MaxLength = 2048;

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is not string text
        || (text.Length <= MaxLength
            && Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            && url.Host.Length > 0
            && url.UserInfo.Length == 0
            // A user name that is there and empty.
            && !url.GetLeftPart(UriPartial.Authority).Contains('@', StringComparison.Ordinal)
            && url.Fragment.Length == 0
            // Escapes make it longer.
            && url.AbsoluteUri.Length <= MaxLength);
}
