using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Roost.Messaging.Streams.Declaration;

namespace Roost.Messaging.Streams.Projecting;

/// <summary>Takes in the next events of what follows streams, for each tenant by itself. A tenant for which that fails falls behind, and the others go on.</summary>
internal sealed class FollowerSteps(FollowStore store, BehindStore behind, TenantBatches batches, ILogger<FollowerSteps> logger)
{
    /// <summary>How many events there are in one step.</summary>
    public const int Most = 2000;

    private const long MostBytes = 8 * 1024 * 1024;
    private const int TenantsAtOnce = 4;

    /// <param name="follower">Who.</param>
    /// <param name="claim">Which generation, and from where.</param>
    /// <param name="isClosed">Whether nobody appends to its streams at this moment, and those who want to wait.</param>
    /// <param name="cancellationToken">Cancelled when the host ends.</param>
    /// <returns>How it went, and from where to go on.</returns>
    public async Task<(StepOutcome Outcome, Claim Next)> StepAsync(Follower follower, Claim claim, bool isClosed, CancellationToken cancellationToken)
    {
        var events = await store.ReadAsync(follower.Streams, claim.Position, Most, MostBytes, isClosed, cancellationToken);
        if (events.Count == 0)
        {
            return (StepOutcome.Nothing, claim);
        }

        var tenants = events.GroupBy(happened => happened.Tenant).ToList();
        var progress = await store.TenantsAsync(follower, claim.Generation, [.. tenants.Select(tenant => tenant.Key)], cancellationToken);
        var leftOut = new ConcurrentBag<Guid>();
        var failures = new ConcurrentQueue<string>();
        var refused = 0;
        await Parallel.ForEachAsync(tenants, new ParallelOptions { MaxDegreeOfParallelism = TenantsAtOnce, CancellationToken = cancellationToken }, async (tenant, stop) =>
        {
            var (checkpoint, isBehind) = progress[tenant.Key];
            RecordedEvent[] open = [.. tenant.Where(happened => happened.Position > checkpoint)];
            if (isBehind)
            {
                leftOut.Add(tenant.Key);
                return;
            }

            try
            {
                if (open.Length > 0 && !await batches.ProjectAsync(follower, claim.Generation, checkpoint, open, isClosed, stop))
                {
                    Interlocked.Increment(ref refused);
                }
            }
            catch (Exception exception) when (!stop.IsCancellationRequested)
            {
                // The module's own code, rows that do not fit, or a connection that broke. If the database is away altogether the next line says so.
                var mayFall = await behind.FallAsync(follower, claim.Generation, tenant.Key, LateTenants.Tell(exception), LateTenants.RetryAfter(1), stop);
                Log.ProjectionFailed(logger, exception, follower.Name, claim.Generation, tenant.Key, open[0].Position);
                if (mayFall)
                {
                    leftOut.Add(tenant.Key);
                }
                else
                {
                    failures.Enqueue($"Many tenants fail, such as {tenant.Key}. {LateTenants.Tell(exception)}");
                }
            }
        });
        if (failures.TryDequeue(out var failure))
        {
            await store.FailAsync(follower, claim, failure, cancellationToken);
            return (StepOutcome.Failed, claim);
        }

        var to = events[^1].Position;
        if (refused > 0 || !await store.MoveAsync(follower, claim, to, [.. leftOut], cancellationToken))
        {
            return (StepOutcome.Refused, claim);
        }

        var isShort = events.Count < Most && events.Sum(happened => (long)happened.Payload.Length) < MostBytes;
        return (isShort ? StepOutcome.CaughtUp : StepOutcome.Done, claim with { Position = to });
    }
}

/// <summary>How a step went.</summary>
internal enum StepOutcome
{
    /// <summary>Nothing is there that could be taken in.</summary>
    Nothing,

    /// <summary>All of it is taken in, or will be when tenants that are behind come after; there may be more.</summary>
    Done,

    /// <summary>The same, and when it was read there was no more.</summary>
    CaughtUp,

    /// <summary>Somebody else is at it, or it is retired.</summary>
    Refused,

    /// <summary>It could not be taken in for many tenants.</summary>
    Failed,
}
