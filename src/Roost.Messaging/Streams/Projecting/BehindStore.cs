using Roost.Messaging.Store;
using Roost.Messaging.Streams.Declaration;
using Roost.Postgres.Connections;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Streams.Projecting;

/// <summary>What workers do with tenants whose events a projection could not take in, as the system role.</summary>
internal sealed class BehindStore(DataSources sources)
{
    // Further ones are not let fall behind: when so many fail it is the projection's own fault, and to go on would only put off what is to be done.
    private const int MostTenants = 16;
    private const string Fall = "SELECT roost.projection_fall_behind($1, $2, $3, $4, $5, $6)";

    // One at a time, and nobody else tries it meanwhile: whoever dies over it keeps no other waiting.
    private const string Due =
        """
        UPDATE roost.projection_behind b SET retry_at = clock_timestamp() + $2
        FROM (
            SELECT x.generation, x.tenant_id FROM roost.projection p JOIN roost.projection_behind x ON x.projection = p.name AND x.generation IN (p.live, p.building)
            WHERE p.name = $1 AND p.retired_at IS NULL AND x.retry_at <= clock_timestamp() ORDER BY x.retry_at LIMIT 1 FOR UPDATE OF x SKIP LOCKED) d
        WHERE b.projection = $1 AND b.generation = d.generation AND b.tenant_id = d.tenant_id
        RETURNING b.generation, b.tenant_id, b.attempts
        """;

    private const string Missing =
        """
        SELECT g.position, coalesce(c.position, 0), greatest(g.start, coalesce(c.position, 0))
        FROM roost.projection_generation g LEFT JOIN roost.projection_checkpoint c ON c.projection = g.projection AND c.generation = g.generation AND c.tenant_id = $3
        WHERE g.projection = $1 AND g.generation = $2 AND g.retired_at IS NULL
        """;

    private const string Events =
        "SELECT seq_, event_id_, tenant_id_, stream_, stream_id_, version_, type_, recorded_at_, envelope_, payload_ FROM roost.stream_follow_tenant($1, $2, $3, $4, $5)";

    private const string CaughtUp = "SELECT roost.projection_caught_up($1, $2, $3, $4)";

    /// <summary>Lets the others go on without a tenant.</summary>
    /// <returns>Whether that may be.</returns>
    public async Task<bool> FallAsync(Follower follower, int generation, Guid tenant, string error, TimeSpan retry, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Fall);
        command.With([Of(follower.Name), Of(generation), Of(tenant), Of(error), Of(retry), Of(MostTenants)]);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Takes one whose time for another attempt has come, for so long at most.</summary>
    public async Task<LateTenant?> DueAsync(Follower follower, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Due);
        command.With([Of(follower.Name), Of(lease)]);
        return (await command.ReadAsync(static reader => new LateTenant(reader.GetInt32(0), reader.GetGuid(1), reader.GetInt32(2)), cancellationToken)).SingleOrDefault();
    }

    /// <summary>Up to which position a tenant is to come, where its checkpoint is, and behind which position its events are missing.</summary>
    /// <returns><see langword="null"/> if the generation is to go.</returns>
    public async Task<(long To, long Checkpoint, long After)?> MissingAsync(Follower follower, int generation, Guid tenant, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Missing);
        command.With([Of(follower.Name), Of(generation), Of(tenant)]);
        var rows = await command.ReadAsync(static reader => (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)), cancellationToken);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <summary>The next events of one tenant, up to a position up to which all is complete.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(Follower follower, Guid tenant, long after, long to, int most, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Events);
        command.With([Of(after), Of(to), Of(follower.Streams), Of(tenant), Of(most)]);
        return await command.ReadAsync(RecordedEvents.Read, cancellationToken);
    }

    /// <summary>Lets a tenant go with the others again.</summary>
    /// <returns>Whether they are still where it has come to.</returns>
    public async Task<bool> CaughtUpAsync(Follower follower, int generation, Guid tenant, long position, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(CaughtUp);
        command.With([Of(follower.Name), Of(generation), Of(tenant), Of(position)]);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}

/// <summary>A tenant that is behind, and how often it has been tried.</summary>
internal sealed record LateTenant(int Generation, Guid Tenant, int Attempts);
