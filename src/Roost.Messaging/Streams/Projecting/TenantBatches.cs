using Microsoft.Extensions.DependencyInjection;
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
/// Takes in events of one tenant, in an operation of its own in which rows and checkpoint commit together. A process may die at any moment: what has committed
/// is not taken in again, and what has not is.
/// </summary>
internal sealed class TenantBatches(StreamCatalogue catalogue, IOperations operations, IOptions<PostgresOptions> postgres, TimeProvider time)
{
    private const string Advance = "SELECT roost.projection_advance($1, $2, $3, $4)";

    // Whoever reads by a generation's number, or deletes its rows, counts on it that no batch takes longer.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <param name="follower">Who.</param>
    /// <param name="generation">Which generation.</param>
    /// <param name="checkpoint">Where the tenant's checkpoint was read to be.</param>
    /// <param name="events">All of the tenant's events behind it, up to the last of these.</param>
    /// <param name="isApart">Whether it is to use a connection of its own: others wait for it, perhaps with all of the pool's.</param>
    /// <param name="stop">Cancelled when the host ends.</param>
    /// <returns>Whether the checkpoint was there. If not, somebody else has taken these events in.</returns>
    public async Task<bool> ProjectAsync(Follower follower, int generation, long checkpoint, RecordedEvent[] events, bool isApart, CancellationToken stop)
    {
        var context = new CallContext(new TenantId(events[0].Tenant), Principal.System, $"follow-{follower.Name}", time.GetUtcNow() + Timeout);
        return (await operations.RunAsync(context, ProjectAsync, stop)).IsSuccess;

        async Task<Result> ProjectAsync(IServiceProvider services, CancellationToken cancellationToken)
        {
            var unit = services.GetRequiredService<UnitOfWork>();
            if (isApart)
            {
                unit.Bring(new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.Value.App) { Pooling = false, ApplicationName = "roost-rebuild" }.ConnectionString));
            }

            var advance = new NpgsqlBatchCommand(Advance) { Parameters = { Of(follower.Name), Of(generation), Of(checkpoint), Of(events[^1].Position) } };
            if (await unit.WriteAsync(advance, static reader => reader.GetBoolean(0), cancellationToken) is not [true])
            {
                return Error.Conflict("streams.checkpoint_moved", "Somebody else has taken these events in.");
            }

            var transaction = unit.Transaction;
            await follower.Work.ProjectAsync(services, Array.ConvertAll(events, catalogue.Read), new(follower.Name, generation, IsInline: false), cancellationToken);
            return ReferenceEquals(unit.Transaction, transaction) ? Result.Success : throw new InvalidOperationException(
                $"The projection '{follower.Name}' has ended the transaction in which its checkpoint moves: do not commit in it, and call no contract.");
        }
    }
}
