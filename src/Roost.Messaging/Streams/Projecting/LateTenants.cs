using Microsoft.Extensions.Logging;
using Roost.Messaging.Store;
using Roost.Messaging.Streams.Declaration;

namespace Roost.Messaging.Streams.Projecting;

/// <summary>Lets tenants come after that are behind, each from its own checkpoint, when it is time for another attempt.</summary>
internal sealed class LateTenants(BehindStore store, TenantBatches batches, DatabaseTrouble trouble, ILogger<LateTenants> logger)
{
    private const int Most = 500;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);

    // Longer than a batch may take.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>When to try again after an attempt, from 1, that failed.</summary>
    public static TimeSpan RetryAfter(int attempt)
    {
        var retry = FirstRetry * Math.Pow(2, Math.Min(attempt - 1, 10)) * (0.75 + (0.5 * Random.Shared.NextDouble()));
        return retry < LongestRetry ? retry : LongestRetry;
    }

    /// <summary>What operators read of a failure.</summary>
    public static string Tell(Exception exception) => $"{exception.GetType().Name}: {exception.Message}";

    public async Task LookAsync(Follower follower, bool isBuilding, CancellationToken cancellationToken)
    {
        foreach (var (generation, tenant, attempts) in await store.DueAsync(follower, isBuilding, Lease, cancellationToken))
        {
            await ComeAfterAsync(follower, generation, tenant, attempts, cancellationToken);
        }
    }

    private async Task ComeAfterAsync(Follower follower, int generation, Guid tenant, int attempts, CancellationToken cancellationToken)
    {
        while (await store.MissingAsync(follower, generation, tenant, cancellationToken) is var (to, checkpoint, after))
        {
            RecordedEvent[] events = [.. await store.ReadAsync(follower, tenant, after, to, Most, cancellationToken)];
            if (events.Length == 0)
            {
                if (await store.CaughtUpAsync(follower, generation, tenant, to, cancellationToken))
                {
                    Log.CaughtUp(logger, follower.Name, generation, tenant);
                    return;
                }

                // The others have gone on meanwhile.
                continue;
            }

            try
            {
                if (!await batches.ProjectAsync(follower, generation, checkpoint, events, isApart: false, cancellationToken))
                {
                    return;
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && !trouble.IsAway(exception))
            {
                Log.ProjectionFailed(logger, exception, follower.Name, generation, tenant, events[0].Position);
                await store.FallAsync(follower, generation, tenant, Tell(exception), RetryAfter(attempts + 1), cancellationToken);
                return;
            }
        }
    }
}
