using Npgsql;
using NpgsqlTypes;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Steering;

/// <summary>What operators see of subscriptions, and do to them, as the system role.</summary>
public sealed class EventSteering
{
    // As far as ten thousand in the outbox, which is empty most of the time. By ix_event_log_name_position in the log.
    private const string List =
        """
        WITH waiting AS MATERIALIZED (
            SELECT w.name, min(w.published_at) AS published_at
            FROM (SELECT o.name, o.published_at FROM roost.outbox o ORDER BY o.id LIMIT 10000) w GROUP BY w.name)
        SELECT s.name, s.event, s.queue, s.position IS NOT NULL, greatest(interval '0', clock_timestamp() - coalesce(
            CASE WHEN s.position IS NOT NULL THEN (
                SELECT l.published_at FROM roost.event_log l WHERE l.name = s.event AND l.position > s.position ORDER BY l.position LIMIT 1) END,
            w.published_at))
        FROM roost.event_subscription s LEFT JOIN waiting w ON w.name = s.event
        WHERE s.retired_at IS NULL ORDER BY s.name
        """;

    private const string Replay = "SELECT roost.event_replay($1, $2)";
    private readonly Func<NpgsqlDataSource> _system;
    private readonly OperatorSignals _signals;

    /// <summary>Steers with a connection of the system role's, and wakes workers by a notification.</summary>
    /// <param name="system">The system role's connections. Whoever made them ends them.</param>
    public EventSteering(NpgsqlDataSource system)
        : this(() => system, null)
    {
    }

    internal EventSteering(Func<NpgsqlDataSource> system, Action<IReadOnlyCollection<string>>? wake)
    {
        _system = system;
        _signals = new(system, wake);
    }

    /// <summary>All subscriptions of the application, by their names.</summary>
    public async Task<IReadOnlyList<SubscriptionSummary>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var command = _system().CreateCommand(List);
        return await command.ReadAsync(
            static reader => new SubscriptionSummary(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetTimeSpan(4), reader.GetBoolean(3)), cancellationToken);
    }

    /// <summary>Sends a subscription back to the first event that was published at a time or later, and is still in the log; never forward.</summary>
    /// <param name="subscription">Its name.</param>
    /// <param name="from">A time, by the database's clock.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Whether there is such a subscription.</returns>
    public async Task<bool> ReplayAsync(string subscription, DateTimeOffset from, CancellationToken cancellationToken = default)
    {
        await using var command = _system().CreateCommand(Replay);
        command.With([Of(subscription), new NpgsqlParameter { Value = from.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz }]);
        if (await command.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return false;
        }

        await _signals.WakeAsync([Signals.Outbox], cancellationToken);
        return true;
    }
}
