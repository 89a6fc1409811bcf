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

    private const string Tenants =
        """
        SELECT t, coalesce(c.position, 0), b.tenant_id IS NOT NULL FROM unnest($3) t
        LEFT JOIN roost.projection_checkpoint c ON c.projection = $1 AND c.generation = $2 AND c.tenant_id = t
        LEFT JOIN roost.projection_behind b ON b.projection = $1 AND b.generation = $2 AND b.tenant_id = t
        """;

    private const string Move = "SELECT roost.projection_move($1, $2, $3, $4, $5)";
    private const string Fail = "UPDATE roost.projection_generation SET error = left($3, 2000) WHERE projection = $1 AND generation = $2";

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

    /// <summary>How far a generation has come for some tenants, and which of them are behind. To be asked behind the claim.</summary>
    public async Task<IReadOnlyDictionary<Guid, TenantProgress>> TenantsAsync(Follower follower, int generation, Guid[] tenants, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Tenants);
        command.With([Of(follower.Name), Of(generation), Of(tenants)]);
        return (await command.ReadAsync(static reader => (Tenant: reader.GetGuid(0), Progress: new TenantProgress(reader.GetInt64(1), reader.GetBoolean(2))), cancellationToken))
            .ToDictionary(row => row.Tenant, row => row.Progress);
    }

    /// <summary>Says that all tenants have got what came up to a position, but for some that are behind.</summary>
    /// <returns>Whether it was where it was taken to be, and they are.</returns>
    public async Task<bool> MoveAsync(Follower follower, Claim claim, long to, Guid[] leftOut, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Move);
        command.With([Of(follower.Name), Of(claim.Generation), Of(claim.Position), Of(to), Of(leftOut)]);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Writes down why it does not go on.</summary>
    public async Task FailAsync(Follower follower, Claim claim, string error, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Fail);
        command.With([Of(follower.Name), Of(claim.Generation), Of(error)]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>How far a generation has come for a tenant, and whether the others go on without it.</summary>
internal readonly record struct TenantProgress(long Position, bool IsBehind);

/// <summary>A generation that a worker has taken, and how far it has come.</summary>
internal sealed record Claim(int Generation, long Position);
