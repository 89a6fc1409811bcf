using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;

namespace Shop.Tenants.Openings;

[Description("A shop to open, and who owns it.")]
internal sealed record CreateTenant(
    [property: Description("The shop's name in addresses and in the X-Tenant header: 3 to 40 lower-case letters, digits and hyphens.")][Slug] string Slug,
    [Required, StringLength(200), RegularExpression(@"^[^\p{Cc}]+$", ErrorMessage = "The {0} must not contain control characters.")] string Name,
    [Required, StringLength(254), RegularExpression(@"^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$", ErrorMessage = "The {0} must be an e-mail address.")] string OwnerEmail,
    [property: Description("8 to 128 characters, and none of the commonest passwords.")]
    [Required(AllowEmptyStrings = true), StringLength(1024)] string OwnerPassword)
{
    // What is printed ends in a log some day.
    private bool PrintMembers(StringBuilder text) => false;
}
