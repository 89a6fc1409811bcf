using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using Shop.Auth.Accounts;

namespace Shop.Auth.SignIn;

[Description("Somebody who wants to sign in.")]
internal sealed record SignInWithPassword(
    [Required, StringLength(EmailAddress.MaxLength), RegularExpression(EmailAddress.Pattern, ErrorMessage = "The {0} must be an e-mail address.")] string Email,
    [Required(AllowEmptyStrings = true), StringLength(1024)] string Password,
    [property: Description("What an earlier sign-in from this device was given. A known device gets in while an account is locked for all others.")]
    [StringLength(200)] string? DeviceToken = null)
{
    // What is printed ends in a log some day.
    private bool PrintMembers(StringBuilder text) => false;
}
