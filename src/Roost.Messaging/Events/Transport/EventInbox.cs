using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Roost.Messaging.Adding;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;
using Roost.Postgres.Connections;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Events.Transport;

/// <summary>Writes what comes from elsewhere into the inbox, which knows it then, and the outbox, which hands it on: in one transaction, in one round trip.</summary>
internal sealed class EventInbox(DataSources sources, WakeUps wakeUps) : IEventInbox
{
    public async Task<bool> ReceiveAsync(EventEnvelope envelope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var origin = (JobEnvelope.Read(envelope.Origin.Span) ?? throw new JsonException("The event's origin is null.")) with { Event = null };
        var key = Checked(envelope.Key);
        await using var connection = await sources.App.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("SELECT set_config('app.tenant', $1, true)") { Parameters = { Of(envelope.Tenant?.ToString() ?? "") } });
        batch.BatchCommands.Add(new("SELECT roost.event_receive($1, $2, $3, $4, $5, $6)")
        {
            Parameters =
            {
                Of(envelope.Id), Of(envelope.Name), new NpgsqlParameter { Value = (object?)key ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter { Value = envelope.PublishedAt.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz }, Of(envelope.Payload.ToArray()), Of(origin.ToBytes()),
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var isNew = reader.GetBoolean(0);
        await reader.CloseAsync();
        if (isNew)
        {
            wakeUps.Wake([Signals.Outbox]);
        }

        return isNew;
    }

    private static string? Checked(string? key)
    {
        try
        {
            return NewJob.Checked(key);
        }
        catch (ArgumentException exception)
        {
            throw new JsonException("The event's key is none.", exception);
        }
    }
}
