using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Shop.Tenants.Openings;

/// <summary>
/// A name that a new shop may have. It may become a host name one day, so it is a label of one (RFC 1123 section 2.1) that is not
/// internationalised (<c>xn--</c>), and none that people would take for the platform itself.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed partial class SlugAttribute() : ValidationAttribute("The {0} must be 3 to 40 lower-case letters, digits and hyphens, and begin and end with no hyphen.")
{
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.Ordinal,
        "about", "account", "admin", "administrator", "api", "app", "assets", "auth", "billing", "blog", "cdn", "console", "contact",
        "dashboard", "demo", "dev", "docs", "files", "ftp", "graphql", "health", "help", "home", "host", "imap", "internal", "legal",
        "localhost", "login", "logout", "mail", "metrics", "mta-sts", "oauth", "openid", "payments", "platform", "pop", "postmaster",
        "public", "register", "roost", "root", "security", "shop", "shops", "signin", "signup", "smtp", "staging", "static", "status",
        "store", "support", "system", "tenant", "tenants", "test", "webhooks", "webmaster", "well-known", "www");

    /// <inheritdoc/>
    public override bool RequiresValidationContext => true;

    /// <inheritdoc/>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) => value switch
    {
        string slug when !Pattern().IsMatch(slug) => new(FormatErrorMessage(validationContext.DisplayName)),
        string slug when Reserved.Contains(slug) || slug.StartsWith("xn--", StringComparison.Ordinal) => new("This slug is reserved. Choose another."),
        _ => ValidationResult.Success,
    };

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{1,38}[a-z0-9]\z")]
    private static partial Regex Pattern();
}
