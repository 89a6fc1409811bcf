using Roost;

namespace Shop.Users.Contracts;

/// <summary>Who the people of a shop are.</summary>
[Contract]
public interface IUsers
{
    /// <summary>Adds a profile. Fails with <c>users.operation_reused</c> if the id already names somebody with another address.</summary>
    [Idempotent]
    Task<Result<UserSnapshot>> CreateAsync(CreateUser request, CancellationToken cancellationToken);

    /// <summary>Takes a profile back whose account could not be made; does nothing if there is none.</summary>
    [Idempotent]
    Task<Result> DiscardAsync(DiscardUser request, CancellationToken cancellationToken);

    /// <summary>Finds somebody by id. Fails with <c>users.not_found</c>.</summary>
    Task<Result<UserSnapshot>> FindAsync(FindUser request, CancellationToken cancellationToken);
}
