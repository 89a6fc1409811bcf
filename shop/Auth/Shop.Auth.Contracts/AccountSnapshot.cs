namespace Shop.Auth.Contracts;

/// <summary>Somebody who may sign in.</summary>
/// <param name="Id">The account's id, which is the user's and the principal's too.</param>
/// <param name="Email">The address to sign in with, normalised.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
public sealed record AccountSnapshot(Guid Id, string Email, string Role);
