using System.ComponentModel.DataAnnotations;

namespace Shop.Users.Contracts;

/// <summary>Asks for a profile.</summary>
/// <param name="OperationId">Becomes the user's id; the same id again adds nothing.</param>
/// <param name="Email">The address as its owner writes it.</param>
/// <param name="Name">What to call the person.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
public sealed record CreateUser(
    Guid OperationId,
    [Required, StringLength(254)] string Email,
    [Required, StringLength(200)] string Name,
    [AllowedValues(Roles.Owner, Roles.Staff, Roles.Customer)] string Role);
