namespace Shop.Users.Contracts;

/// <summary>Somebody as they are at this moment.</summary>
/// <param name="Id">The user's id, which is also the principal's.</param>
/// <param name="Email">The address as its owner writes it.</param>
/// <param name="Name">What to call the person.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
public sealed record UserSnapshot(Guid Id, string Email, string Name, string Role);
