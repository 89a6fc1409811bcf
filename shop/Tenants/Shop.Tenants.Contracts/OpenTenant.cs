using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;

namespace Shop.Tenants.Contracts;

/// <summary>Asks for a new shop.</summary>
/// <param name="OperationId">Becomes the shop's id; the same id again opens no other.</param>
/// <param name="Slug">Its name in addresses and in the <c>X-Tenant</c> header: 3 to 40 lower-case letters, digits and hyphens.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="OwnerEmail">The owner's address to sign in with.</param>
/// <param name="OwnerPassword">The owner's password. A secret; it is not part of <see cref="object.ToString"/>.</param>
public sealed record OpenTenant(
    Guid OperationId,
    [Required, StringLength(40, MinimumLength = 3), RegularExpression("^[a-z0-9][a-z0-9-]*[a-z0-9]$")] string Slug,
    [Required, StringLength(200)] string Name,
    [Required, StringLength(254)] string OwnerEmail,
    [Required, StringLength(1024)] string OwnerPassword)
{
    // What is printed ends in a log some day.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"OperationId = {OperationId}, Slug = {Slug}");
        return true;
    }
}
