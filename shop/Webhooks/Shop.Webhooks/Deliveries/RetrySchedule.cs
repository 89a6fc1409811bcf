namespace Shop.Webhooks.Deliveries;

/// <summary>When a delivery is tried again: soon at first, then ever later, for about three days.</summary>
internal static class RetrySchedule
{
    private const double Jitter = 0.1;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20), TimeSpan.FromHours(1), TimeSpan.FromHours(3),
        TimeSpan.FromHours(6), TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(18), TimeSpan.FromHours(20),
    ];

    /// <summary>How many attempts a delivery has: one more than there are waits.</summary>
    public const short Attempts = 12;

    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="chance">From 0 to 1: a tenth less or more, so that those that failed together do not come back together.</param>
    public static TimeSpan After(int attempt, double chance) => Waits[Math.Clamp(attempt, 1, Waits.Length) - 1] * (1 - Jitter + (2 * Jitter * chance));
}
