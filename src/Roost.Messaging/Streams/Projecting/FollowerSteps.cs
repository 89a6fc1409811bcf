using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Roost.Messaging.Store;
using Roost.Messaging.Streams.Declaration;
using Roost.Operations;
using Roost.Postgres;
using Roost.Postgres.UnitsOfWork;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Streams.Projecting;

/// <summary>
/// Takes in the next events of what follows streams: for each tenant in an operation of its own, in which rows and checkpoint commit together. A process may
/// die at any moment: what has committed is not taken in again, and what has not is.
/// </summary>
internal sealed class FollowerSteps(
    FollowStore store, StreamCatalogue catalogue, IOperations operations, IOptions<PostgresOptions> postgres, DatabaseTrouble trouble, TimeProvider time, ILogger<FollowerSteps> logger)
{
    /// <summary>How many events there are in one step.</summary>
    public const int Most = 2000;

    private const long MostBytes = 8 * 1024 * 1024;
    private const int TenantsAtOnce = 4;
    private const string Advance = "SELECT roost.projection_advance($1, $2, $3, $4)";

    // Whoever reads by a generation's number, or deletes its rows, counts on it that no batch takes longer.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <param name="follower">Who.</param>
    /// <param name="claim">Which generation, and from where.</param>
    /// <param name="isClosed">Whether nobody appends to its streams at this moment, and those who want to wait: perhaps with all of the pool's connections.</param>
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
        var checkpoints = await store.CheckpointsAsync(follower, claim.Generation, [.. tenants.Select(tenant => tenant.Key)], cancellationToken);
        var failures = new ConcurrentQueue<string>();
        var isRefused = 0;
        await Parallel.ForEachAsync(tenants, new ParallelOptions { MaxDegreeOfParallelism = TenantsAtOnce, CancellationToken = cancellationToken }, async (tenant, stop) =>
        {
            var from = checkpoints.GetValueOrDefault(tenant.Key);
            RecordedEvent[] open = [.. tenant.Where(happened => happened.Position > from)];
            if (open.Length == 0)
            {
                return;
            }

            try
            {
                if (!await ProjectAsync(follower, claim.Generation, from, open, isClosed, stop))
                {
                    Interlocked.Increment(ref isRefused);
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && !trouble.IsAway(exception))
            {
                // The module's own code, or rows that do not fit. The other tenants go on, to the end of this step.
                Log.ProjectionFailed(logger, exception, follower.Name, claim.Generation, tenant.Key, open[0].Position);
                failures.Enqueue($"Tenant {tenant.Key}, behind position {from}: {exception.GetType().Name}: {exception.Message}");
            }
        });
        if (failures.TryDequeue(out var failure))
        {
            await store.FailAsync(follower, claim, failure, cancellationToken);
            return (StepOutcome.Failed, claim);
        }

        var to = events[^1].Position;
        return isRefused == 0 && await store.MoveAsync(follower, claim, to, cancellationToken)
            ? (StepOutcome.Done, claim with { Position = to })
            : (StepOutcome.Refused, claim);
    }

    /// <returns>Whether the checkpoint was where it was taken to be. If not, somebody else has taken these events in.</returns>
    private async Task<bool> ProjectAsync(Follower follower, int generation, long from, RecordedEvent[] open, bool isClosed, CancellationToken stop)
    {
        var context = new CallContext(new TenantId(open[0].Tenant), Principal.System, $"follow-{follower.Name}", time.GetUtcNow() + Timeout);
        var projected = await operations.RunAsync(context, ProjectAsync, stop);
        return projected.IsSuccess;

        async Task<Result> ProjectAsync(IServiceProvider services, CancellationToken cancellationToken)
        {
            var unit = services.GetRequiredService<UnitOfWork>();
            if (isClosed)
            {
                unit.Bring(new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.Value.App) { Pooling = false, ApplicationName = "roost-rebuild" }.ConnectionString));
            }

            var transaction = await unit.BeginAsync(cancellationToken);
            await using (var advance = new NpgsqlCommand(Advance, unit.Connection, transaction))
            {
                advance.With([Of(follower.Name), Of(generation), Of(from), Of(open[^1].Position)]);
                if (await advance.ExecuteScalarAsync(cancellationToken) is not true)
                {
                    return Error.Conflict("streams.checkpoint_moved", "Somebody else has taken these events in.");
                }
            }

            await follower.Work.ProjectAsync(services, Array.ConvertAll(open, catalogue.Read), new(follower.Name, generation, IsInline: false), cancellationToken);
            return ReferenceEquals(unit.Transaction, transaction) ? Result.Success : throw new InvalidOperationException(
                $"The projection '{follower.Name}' has ended the transaction in which its checkpoint moves: do not commit in it, and call no contract.");
        }
    }
}

/// <summary>How a step went.</summary>
internal enum StepOutcome
{
    /// <summary>Nothing is there that could be taken in.</summary>
    Nothing,

    /// <summary>All of it is taken in.</summary>
    Done,

    /// <summary>Somebody else is at it, or it is retired.</summary>
    Refused,

    /// <summary>It could not be taken in for a tenant.</summary>
    Failed,
}
