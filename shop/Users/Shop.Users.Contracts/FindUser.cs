namespace Shop.Users.Contracts;

/// <summary>Asks for somebody.</summary>
/// <param name="Id">The user's id.</param>
public sealed record FindUser(Guid Id);
