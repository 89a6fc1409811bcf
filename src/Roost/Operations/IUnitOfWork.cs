namespace Roost.Operations;

/// <summary>
/// What a store takes part in an operation with: all that the operation wrote there commits together or not at all.
/// It enlists itself with the <see cref="Operation"/> when it is first used, so that an operation which needs no store pays for none.
/// </summary>
public interface IUnitOfWork
{
    /// <summary>Whether a transaction is open, that is, something has been written since the last commit.</summary>
    bool HasOpenTransaction { get; }

    /// <summary>Commits what was written; does nothing if nothing was.</summary>
    ValueTask CommitAsync(CancellationToken cancellationToken);

    /// <summary>Undoes what was written since the last commit; does nothing if nothing was.</summary>
    ValueTask RollbackAsync();
}
