using Microsoft.Extensions.Options;
using Roost.Messaging.Events.Declaration;
using Roost.Messaging.Store;
using Roost.Postgres.Connections;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Events.Delivery;

/// <summary>What workers do with events, as the system role. Each call is a transaction of its own.</summary>
internal sealed class EventStore(DataSources sources, IOptions<MessagingOptions> options)
{
    private const string Subscribe = "SELECT roost.event_subscribe($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    private const string Advance = "SELECT advanced, queues, is_more FROM roost.event_advance($1)";

    /// <summary>Makes subscriptions known that are not, and says what has changed of the others.</summary>
    public async Task SubscribeAsync(IReadOnlyList<SubscriptionFact> subscriptions, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Subscribe);
        command.With(
        [
            All(subscription => subscription.Kind), All(subscription => subscription.EventName), All(subscription => subscription.Queue),
            All(subscription => subscription.Priority), All(subscription => subscription.MaxAttempts), All(subscription => (int)subscription.Timeout.TotalMilliseconds),
            All(subscription => subscription.Limits is not null), All(subscription => subscription.Forwards), All(subscription => subscription.IsFromTheBeginning),
        ]);
        await command.ExecuteNonQueryAsync(cancellationToken);

        Npgsql.NpgsqlParameter All<T>(Func<SubscriptionFact, T> read) => Of(subscriptions.Select(read).ToArray());
    }

    /// <summary>Hands on so many events at most, to all their subscriptions.</summary>
    /// <returns><see langword="null"/> if somebody else is at it at this moment.</returns>
    public async Task<Advanced?> AdvanceAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Advance);
        command.With([Of(most)]);
        return (await command.ReadAsync(static reader => new Advanced(reader.GetInt32(0), reader.GetFieldValue<string[]>(1), reader.GetBoolean(2)), cancellationToken)).SingleOrDefault();
    }

    /// <summary>Makes the log's partitions of the days to come, and forgets what is older than is to be kept.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        await using var partitions = sources.System.CreateCommand("SELECT roost.event_keep_partitions($1)");
        partitions.With([Of(options.Value.Keep)]);
        await partitions.ExecuteNonQueryAsync(cancellationToken);
        // By ix_inbox_received_at.
        await using var received = sources.System.CreateCommand("DELETE FROM roost.inbox WHERE received_at < clock_timestamp() - $1");
        received.With([Of(options.Value.Keep)]);
        await received.ExecuteNonQueryAsync(cancellationToken);
    }
}
