using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Roost.Messaging.Store;
using Roost.Messaging.Streams.Declaration;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Streams.Projecting;

/// <summary>Deletes the rows of generations that nobody reads any more, for each tenant in an operation of its own.</summary>
internal sealed class RetiredGenerations(GenerationStore store, IOperations operations, DatabaseTrouble trouble, TimeProvider time, ILogger<RetiredGenerations> logger)
{
    private const string Forget = "SELECT roost.projection_forget($1, $2)";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    public async Task ClearAsync(Follower follower, CancellationToken cancellationToken)
    {
        foreach (var generation in await store.RetiredAsync(follower, cancellationToken))
        {
            try
            {
                foreach (var tenant in await store.TenantsAsync(cancellationToken))
                {
                    await ClearAsync(follower, generation, tenant, cancellationToken);
                }

                await store.DropAsync(follower, generation, cancellationToken);
                Log.Cleared(logger, follower.Name, generation);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && !trouble.IsAway(exception))
            {
                // The module's own code. It is nobody's trouble but the disk's.
                Log.ClearingFailed(logger, exception, follower.Name, generation);
            }
        }
    }

    private Task<Result> ClearAsync(Follower follower, int generation, TenantId tenant, CancellationToken stop)
    {
        var context = new CallContext(tenant, Principal.System, $"follow-{follower.Name}", time.GetUtcNow() + Timeout);
        return operations.RunAsync(context, async (services, cancellationToken) =>
        {
            var unit = services.GetRequiredService<UnitOfWork>();
            await follower.Work.ClearAsync(services, generation, cancellationToken);
            await using var forget = new NpgsqlCommand(Forget, unit.Connection, await unit.BeginAsync(cancellationToken));
            forget.With([Of(follower.Name), Of(generation)]);
            await forget.ExecuteNonQueryAsync(cancellationToken);
            return Result.Success;
        }, stop);
    }
}
