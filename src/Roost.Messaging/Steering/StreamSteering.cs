using Npgsql;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Steering;

/// <summary>What operators see of projections of streams, and do to them, as the system role.</summary>
public sealed class StreamSteering
{
    // The oldest event that is not taken in, of each stream by ix_stream_event_stream_seq.
    private const string List =
        """
        SELECT p.name, CASE WHEN p.subscribes THEN 2 WHEN p.inline THEN 1 ELSE 0 END, p.streams, p.live,
            CASE WHEN p.inline AND p.live > 0 THEN interval '0' ELSE greatest(o.lag, clock_timestamp() - h.since) END, p.building, CASE WHEN p.building IS NOT NULL THEN n.lag END,
            CASE WHEN p.building IS NOT NULL THEN b.position / greatest(1, q.last_value)::float8 END, h.tenants, coalesce(l.error, b.error, h.error)
        FROM roost.projection p
        CROSS JOIN roost.stream_event_seq_seq q
        LEFT JOIN roost.projection_generation l ON l.projection = p.name AND l.generation = p.live
        LEFT JOIN roost.projection_generation b ON b.projection = p.name AND b.generation = p.building
        CROSS JOIN LATERAL (
            SELECT greatest(interval '0', coalesce(clock_timestamp() - min(x.recorded_at), interval '0')) AS lag FROM unnest(p.streams) s CROSS JOIN LATERAL (
                SELECT e.recorded_at FROM roost.stream_event e WHERE e.stream = s AND e.seq > coalesce(l.position, 0) ORDER BY e.seq LIMIT 1) x) o
        CROSS JOIN LATERAL (
            SELECT greatest(interval '0', coalesce(clock_timestamp() - min(x.recorded_at), interval '0')) AS lag FROM unnest(p.streams) s CROSS JOIN LATERAL (
                SELECT e.recorded_at FROM roost.stream_event e WHERE e.stream = s AND e.seq > b.position ORDER BY e.seq LIMIT 1) x) n
        CROSS JOIN LATERAL (
            SELECT count(*)::int AS tenants, min(x.since) FILTER (WHERE x.generation = p.live) AS since, (array_agg(x.error ORDER BY x.since))[1] AS error
            FROM roost.projection_behind x WHERE x.projection = p.name AND x.generation IN (p.live, p.building)) h
        WHERE p.retired_at IS NULL ORDER BY p.name
        """;

    private const string Rebuild = "SELECT roost.projection_rebuild($1)";
    private readonly Func<NpgsqlDataSource> _system;
    private readonly OperatorSignals _signals;

    /// <summary>Steers with a connection of the system role's, and wakes workers by a notification.</summary>
    /// <param name="system">The system role's connections. Whoever made them ends them.</param>
    public StreamSteering(NpgsqlDataSource system)
        : this(() => system, null)
    {
    }

    internal StreamSteering(Func<NpgsqlDataSource> system, Action<IReadOnlyCollection<string>>? wake)
    {
        _system = system;
        _signals = new(system, wake);
    }

    /// <summary>All projections and subscriptions to streams of the application, by their names.</summary>
    public async Task<IReadOnlyList<ProjectionSummary>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var command = _system().CreateCommand(List);
        return await command.ReadAsync(
            static reader => new ProjectionSummary(
                reader.GetString(0), (ProjectionKind)reader.GetInt32(1), reader.GetFieldValue<string[]>(2), reader.GetInt32(3), reader.GetTimeSpan(4), reader.GetFieldValue<int?>(5),
                reader.GetFieldValue<TimeSpan?>(6), reader.GetFieldValue<double?>(7), reader.GetInt32(8), reader.IsDBNull(9) ? null : reader.GetString(9)),
            cancellationToken);
    }

    /// <summary>
    /// Builds a projection anew, from the first event on and beside the one that is read, which goes on; when the new one has come as far it takes the other's
    /// place. One that is being built already begins anew.
    /// </summary>
    /// <param name="projection">Its name.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<RebuildResult> RebuildAsync(string projection, CancellationToken cancellationToken = default)
    {
        await using var command = _system().CreateCommand(Rebuild);
        command.With([Of(projection)]);
        var result = (RebuildResult)(int)(await command.ExecuteScalarAsync(cancellationToken))!;
        if (result == RebuildResult.Begun)
        {
            await _signals.WakeAsync([Signals.Rebuild(projection)], cancellationToken);
        }

        return result;
    }
}
