namespace Roost.Security.RateLimits.Shared;

/// <summary>Where hosts count together: in fixed windows that begin with a key's first request, on the store's own clock.</summary>
public interface IRateLimitCounter
{
    /// <summary>Takes permits out of a key's window, and begins a new one if there is none.</summary>
    /// <param name="key">Whose requests are counted together.</param>
    /// <param name="limit">How many there are in a window, and how long it is.</param>
    /// <param name="wanted">How many are wanted; fewer are taken if no more are left.</param>
    /// <param name="cancellationToken">Ends the attempt; the permits may have been taken nevertheless.</param>
    /// <exception cref="CounterAwayException">The store cannot be reached, or cannot count.</exception>
    Task<TakenPermits> TakeAsync(RateLimitKey key, RateLimit limit, int wanted, CancellationToken cancellationToken);

    /// <summary>Forgets windows that have ended.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="CounterAwayException">The store cannot be reached.</exception>
    Task ClearAsync(CancellationToken cancellationToken);
}

/// <summary>What was taken out of a window.</summary>
/// <param name="Granted">How many permits this host may give now.</param>
/// <param name="Remaining">How many are left for whoever asks next.</param>
/// <param name="ResetsIn">When the window ends.</param>
public readonly record struct TakenPermits(int Granted, int Remaining, TimeSpan ResetsIn);

/// <summary>The store in which hosts count together cannot be reached, or cannot count.</summary>
/// <remarks>With a <see cref="TimeoutException"/> inside it was only late: one such answer is no reason to leave the store alone, three in a row are.</remarks>
public sealed class CounterAwayException : Exception
{
    /// <summary>Makes one.</summary>
    public CounterAwayException()
    {
    }

    /// <summary>Makes one that says why.</summary>
    public CounterAwayException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one that says why, with what was thrown.</summary>
    public CounterAwayException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
