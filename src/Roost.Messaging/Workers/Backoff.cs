namespace Roost.Messaging.Workers;

/// <summary>How long a job waits before it is tried again: 2^attempt seconds with a jitter of a quarter, an hour at most.</summary>
internal static class Backoff
{
    private const double Jitter = 0.25;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan After(int attempt, double chance)
    {
        var seconds = Math.Min(Math.Pow(2, Math.Min(attempt, 30)), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Min(seconds * (1 - Jitter + (2 * Jitter * chance)), Longest.TotalSeconds));
    }
}
