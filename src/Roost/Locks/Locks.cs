using System.Reflection;
using Microsoft.Extensions.Logging;
using Roost.Modules;
using Roost.Operations;
using Module = Roost.Modules.Module;

namespace Roost.Locks;

/// <summary>
/// Lets one of all hosts do at a time what two must not. A lock is a lease: whoever is killed loses it when the lease is over, and whoever stands still for longer loses it
/// without noticing. What must never be done twice therefore takes the <see cref="LockLease.Token"/> along, and whoever does it refuses a token lower than one it has seen.
/// </summary>
/// <typeparam name="TModule">The module whose locks are meant: no other module's lock has the same name.</typeparam>
public sealed class Locks<TModule>(ILockStore store, TimeProvider time, ILogger<LockLease> logger)
    where TModule : Module
{
    private const int LongestName = 200;
    private static readonly TimeSpan DefaultLease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly string Prefix = $"{typeof(TModule).GetCustomAttribute<ModuleAttribute>()?.Name ?? typeof(TModule).FullName}:";

    /// <summary>
    /// Takes a lock if nobody holds it. Around an operation, not inside of one (<see cref="IOperations"/>): the lock is let go when it is disposed of, and the operation commits
    /// when it ends. If that is later, whoever takes the lock in between sees the state from before.
    /// </summary>
    /// <remarks>
    /// If it throws, once the store was asked, nobody knows whether the lock was taken: the answer may have been lost. It then stays taken for as long as the lease, with nobody
    /// to renew or release it. A long lease is paid for here.
    /// </remarks>
    /// <param name="name">What only one may do at a time. 1 to 200 characters.</param>
    /// <param name="lease">How long it stays taken when this host dies, from 100 ms to a day. While it lives the lease is renewed. The default is 30 seconds.</param>
    /// <param name="cancellationToken">Ends the attempt; the lock may have been taken nevertheless, and is free again when the lease is over.</param>
    /// <returns>The lock, to be disposed of; <see langword="null"/> if somebody holds it.</returns>
    /// <exception cref="ArgumentException">The name or the lease cannot be.</exception>
    public async Task<LockLease?> TryTakeAsync(string name, TimeSpan? lease = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, LongestName, nameof(name));
        var length = lease ?? DefaultLease;
        ArgumentOutOfRangeException.ThrowIfLessThan(length, Shortest, nameof(lease));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Longest, nameof(lease));
        // From before the question: however long the answer takes, the lease ends here no later than there.
        var asked = time.GetTimestamp();
        return await store.TryTakeAsync(Prefix + name, length, cancellationToken) is { } token ? new(store, Prefix + name, token, length, asked, time, logger) : null;
    }

    /// <summary>
    /// Takes a lock, and waits until nobody else holds it. Who waits longest does not always come first. Around an operation, not inside of one (<see cref="IOperations"/>): the lock
    /// is let go when it is disposed of, and the operation commits when it ends. If that is later, whoever takes the lock in between sees the state from before.
    /// </summary>
    /// <remarks>
    /// It waits for other holders, not for the store: what the first failed question throws, this throws, and does not ask again. As with <see cref="TryTakeAsync"/> the lock may
    /// have been taken nevertheless, and then stays taken for as long as the lease.
    /// </remarks>
    /// <param name="name">What only one may do at a time. 1 to 200 characters.</param>
    /// <param name="lease">How long it stays taken when this host dies, from 100 ms to a day. While it lives the lease is renewed. The default is 30 seconds.</param>
    /// <param name="cancellationToken">Ends the waiting; the lock may have been taken nevertheless, and is free again when the lease is over.</param>
    /// <returns>The lock, to be disposed of.</returns>
    /// <exception cref="ArgumentException">The name or the lease cannot be.</exception>
    public async Task<LockLease> TakeAsync(string name, TimeSpan? lease = null, CancellationToken cancellationToken = default)
    {
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            if (await TryTakeAsync(name, lease, cancellationToken) is { } taken)
            {
                return taken;
            }

            // Not all at once.
            await Task.Delay(wait * (0.5 + (0.5 * Random.Shared.NextDouble())), time, cancellationToken);
        }
    }
}
