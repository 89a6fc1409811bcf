using Microsoft.Extensions.Options;
using Roost.Messaging.Store;
using Roost.Messaging.Streams.Declaration;
using Roost.Postgres.Connections;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Streams.Projecting;

/// <summary>What workers do with streams, as the system role. Each call is a transaction of its own.</summary>
internal sealed class FollowStore(DataSources sources, IOptions<MessagingOptions> options)
{
    private const string Enter = "SELECT roost.projection_enter($1, $2, $3, $4, $5)";

    private const string Events =
        "SELECT seq_, event_id_, tenant_id_, stream_, stream_id_, version_, type_, recorded_at_, envelope_, payload_ FROM roost.stream_follow($1, $2, $3, $4, $5)";

    // Nothing is written where nothing has come. By ix_stream_event_stream_seq.
    private const string ClaimLive =
        """
        UPDATE roost.projection_generation g SET holder = $2, held_until = clock_timestamp() + $3
        FROM roost.projection p
        WHERE p.name = $1 AND NOT p.inline AND p.retired_at IS NULL AND g.projection = p.name AND g.generation = p.live
            AND (g.holder IS NULL OR g.holder = $2 OR g.held_until < clock_timestamp())
            AND EXISTS (SELECT FROM unnest(p.streams) n, LATERAL (SELECT FROM roost.stream_event e WHERE e.stream = n AND e.seq > g.position LIMIT 1) x)
        RETURNING g.generation, g.position
        """;

    private const string ClaimBuilding =
        """
        UPDATE roost.projection_generation g SET holder = $2, held_until = clock_timestamp() + $3
        FROM roost.projection p
        WHERE p.name = $1 AND p.retired_at IS NULL AND g.projection = p.name AND g.generation = p.building
            AND (g.holder IS NULL OR g.holder = $2 OR g.held_until < clock_timestamp())
        RETURNING g.generation, g.position
        """;

    private const string Checkpoints =
        "SELECT tenant_id, position FROM roost.projection_checkpoint WHERE projection = $1 AND generation = $2 AND tenant_id = ANY ($3)";

    private const string Move =
        "UPDATE roost.projection_generation SET position = $4, failed_at = NULL, error = NULL WHERE projection = $1 AND generation = $2 AND position = $3 AND retired_at IS NULL";

    private const string Fail = "UPDATE roost.projection_generation SET failed_at = clock_timestamp(), error = left($3, 2000) WHERE projection = $1 AND generation = $2";

    private const string Release = "UPDATE roost.projection_generation SET holder = NULL, held_until = NULL WHERE projection = $1 AND holder = $2";

    /// <summary>Makes what follows streams known that is not, and says what has changed of the others.</summary>
    public async Task EnterAsync(IEnumerable<Follower> followers, CancellationToken cancellationToken)
    {
        foreach (var follower in followers)
        {
            await using var command = sources.System.CreateCommand(Enter);
            command.With([Of(follower.Name), Of(follower.Streams), Of(follower.IsInline), Of(follower.IsSubscription), Of(follower.IsFromTheBeginning)]);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Takes a generation to work on, for as long as a worker may be silent.</summary>
    /// <returns><see langword="null"/> if there is nothing to do, or another works on it.</returns>
    public async Task<Claim?> ClaimAsync(Follower follower, bool isBuilding, Guid worker, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(isBuilding ? ClaimBuilding : ClaimLive);
        command.With([Of(follower.Name), Of(worker), Of(options.Value.WorkerTimeout)]);
        return (await command.ReadAsync(static reader => new Claim(reader.GetInt32(0), reader.GetInt64(1)), cancellationToken)).SingleOrDefault();
    }

    /// <summary>Lets others work on what this one has taken.</summary>
    public async Task ReleaseAsync(Follower follower, Guid worker, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Release);
        command.With([Of(follower.Name), Of(worker)]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The next events of some streams, for all tenants, in the order of all.</summary>
    /// <param name="streams">Which.</param>
    /// <param name="after">Behind which position.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="mostBytes">How many bytes of payload, and one event.</param>
    /// <param name="alsoOpen">Whether nobody appends to them at this moment, so that there is nothing to wait for.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(string[] streams, long after, int most, long mostBytes, bool alsoOpen, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Events);
        command.With([Of(after), Of(streams), Of(most), Of(mostBytes), Of(alsoOpen)]);
        return await command.ReadAsync(RecordedEvents.Read, cancellationToken);
    }

    /// <summary>How far a generation has come for some tenants; those for which it has not begun are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, long>> CheckpointsAsync(Follower follower, int generation, Guid[] tenants, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Checkpoints);
        command.With([Of(follower.Name), Of(generation), Of(tenants)]);
        return (await command.ReadAsync(static reader => (Tenant: reader.GetGuid(0), Position: reader.GetInt64(1)), cancellationToken)).ToDictionary(row => row.Tenant, row => row.Position);
    }

    /// <summary>Says that all tenants have got what came up to a position.</summary>
    /// <returns>Whether it was where it was taken to be.</returns>
    public async Task<bool> MoveAsync(Follower follower, Claim claim, long to, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Move);
        command.With([Of(follower.Name), Of(claim.Generation), Of(claim.Position), Of(to)]);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Writes down why it does not go on.</summary>
    public async Task FailAsync(Follower follower, Claim claim, string error, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Fail);
        command.With([Of(follower.Name), Of(claim.Generation), Of(error)]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>A generation that a worker has taken, and how far it has come.</summary>
internal sealed record Claim(int Generation, long Position);
