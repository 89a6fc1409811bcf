using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;

namespace Shop.Auth.Contracts;

/// <summary>Asks for an account.</summary>
/// <param name="OperationId">Becomes the account's id; the same id again, with the same address and password, adds nothing.</param>
/// <param name="Email">The address to sign in with.</param>
/// <param name="Password">A secret; it is not part of <see cref="object.ToString"/>.</param>
/// <param name="Name">What to call the person.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
public sealed record RegisterAccount(
    Guid OperationId,
    [Required, StringLength(254)] string Email,
    [Required, StringLength(1024)] string Password,
    [Required, StringLength(200)] string Name,
    [AllowedValues(Roles.Owner, Roles.Staff, Roles.Customer)] string Role)
{
    // What is printed ends in a log some day.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"OperationId = {OperationId}, Role = {Role}");
        return true;
    }
}
