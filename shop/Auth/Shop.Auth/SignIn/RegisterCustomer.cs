using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using Shop.Auth.Accounts;

namespace Shop.Auth.SignIn;

[Description("A new customer of the shop.")]
internal sealed record RegisterCustomer(
    [property: Description("The address to sign in with, unique in the shop.")]
    [Required, StringLength(EmailAddress.MaxLength), RegularExpression(EmailAddress.Pattern, ErrorMessage = "The {0} must be an e-mail address.")] string Email,
    [property: Description("8 to 128 characters, and none of the commonest passwords.")]
    [Required(AllowEmptyStrings = true), NewPassword] string Password,
    [Required, StringLength(200), RegularExpression(@"^[^\p{Cc}]+$", ErrorMessage = "The {0} must not contain control characters.")] string Name)
{
    // What is printed ends in a log some day.
    private bool PrintMembers(StringBuilder text) => false;
}
