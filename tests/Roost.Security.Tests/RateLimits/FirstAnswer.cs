using Roost.Security.RateLimits;
using Roost.Security.RateLimits.Shared;

namespace Roost.Security.Tests.RateLimits;

internal static class FirstAnswer
{
    private static readonly RateLimit Some = new() { Permits = 100, Window = TimeSpan.FromMinutes(1) };

    /// <summary>Makes a counter that has had an answer: on a busy machine to connect may take longer than a host is patient.</summary>
    public static async Task<PostgresCounter> OfAsync(string connectionString)
    {
        var counter = new PostgresCounter(connectionString);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await counter.TakeAsync(new("first", 1), Some, 1, CancellationToken.None);
                return counter;
            }
            catch (CounterAwayException) when (attempt < 20)
            {
                // Again.
            }
        }
    }
}
