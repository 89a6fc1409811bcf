namespace Shop.Users.Contracts;

/// <summary>Asks for a profile to be taken back.</summary>
/// <param name="OperationId">The operation that made it, which is the user's id.</param>
public sealed record DiscardUser(Guid OperationId);
