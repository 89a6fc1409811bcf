namespace Roost.Locks;

/// <summary>
/// Where locks are held, so that all hosts see the same ones. PostgreSQL does it by default; another store takes its place by being registered as a singleton.
/// All times are the store's own clock's.
/// </summary>
public interface ILockStore
{
    /// <summary>Takes a lock that nobody holds.</summary>
    /// <param name="name">The lock's name, unlike that of any other module's lock.</param>
    /// <param name="lease">How long it is held if nobody says that it is to be kept.</param>
    /// <param name="cancellationToken">Ends the attempt; the lock may have been taken nevertheless, and is free again when the lease is over.</param>
    /// <returns>The fencing token, higher than any that was given for this name before; <see langword="null"/> if somebody holds the lock.</returns>
    Task<long?> TryTakeAsync(string name, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Holds a lock for another lease from now.</summary>
    /// <param name="name">The lock's name.</param>
    /// <param name="token">The token that it was taken with.</param>
    /// <param name="lease">How long from now.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Whether it was still held under the token.</returns>
    Task<bool> KeepAsync(string name, long token, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Lets go of a lock. Does nothing if it is not held under the token any more.</summary>
    /// <param name="name">The lock's name.</param>
    /// <param name="token">The token that it was taken with.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task ReleaseAsync(string name, long token, CancellationToken cancellationToken);
}
