using Roost.Security.RateLimits;
using Roost.Security.RateLimits.Shared;

namespace Roost.Security.Tests.RateLimits;

internal static class FirstAnswer
{
    /// <summary>No test of what is counted fails because a busy machine is late.</summary>
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(10);

    private static readonly RateLimit Some = new() { Permits = 100, Window = TimeSpan.FromMinutes(1) };

    /// <summary>Makes a counter that has had an answer: on a busy machine to connect may take longer than a host is patient.</summary>
    /// <param name="connectionString">The application role's.</param>
    /// <param name="patience">How patient it is; very, if that is not said.</param>
    public static async Task<PostgresCounter> OfAsync(string connectionString, TimeSpan? patience = null)
    {
        var counter = new PostgresCounter(connectionString, patience ?? Patient);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await counter.TakeAsync(new("first", 1), Some, 1, CancellationToken.None);
                return counter;
            }
            catch (CounterAwayException) when (attempt < (patience is null ? 3 : 20))
            {
                // Again.
            }
        }
    }
}
