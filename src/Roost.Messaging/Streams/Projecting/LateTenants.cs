using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Messaging.Store;
using Roost.Messaging.Streams.Declaration;

namespace Roost.Messaging.Streams.Projecting;

/// <summary>Lets tenants come after that are behind, each from its own checkpoint, when it is time for another attempt. The others do not wait for it.</summary>
internal sealed class LateTenants(BehindStore store, TenantBatches batches, DatabaseTrouble trouble, IOptions<MessagingOptions> options, ILogger<LateTenants> logger)
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

    public async Task RunAsync(Follower follower, CancellationToken stopping)
    {
        var pauses = new FollowerPauses(options.Value.PollInterval);
        while (true)
        {
            try
            {
                while (await store.DueAsync(follower, Lease, stopping) is { } late)
                {
                    await ComeAfterAsync(follower, late, stopping);
                }
            }
            catch (Exception exception) when (trouble.Is(exception) && !stopping.IsCancellationRequested)
            {
                trouble.Report(exception);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                // A mistake of ours, as with the others.
                Log.Broken(logger, exception, follower.Name);
            }

            await Task.Delay(pauses.Poll, TimeProvider.System, stopping);
        }
    }

    private async Task ComeAfterAsync(Follower follower, LateTenant late, CancellationToken cancellationToken)
    {
        var (generation, tenant, attempts) = late;
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
                // If somebody else has taken some of them in, what is left is read anew.
                await batches.ProjectAsync(follower, generation, checkpoint, events, isApart: false, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                await store.FallAsync(follower, generation, tenant, Tell(exception), RetryAfter(attempts + 1), cancellationToken);
                Log.ProjectionFailed(logger, exception, follower.Name, generation, tenant, events[0].Position);
                return;
            }
        }
    }
}
