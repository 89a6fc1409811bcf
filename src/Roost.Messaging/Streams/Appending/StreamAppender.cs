using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Roost.Messaging.Adding;
using Roost.Messaging.Declaration;
using Roost.Messaging.Streams.Declaration;
using Roost.Messaging.Waking;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Streams.Appending;

/// <summary>What one operation appends, to whichever streams: at once, in its transaction. Whoever follows them is told behind the commit.</summary>
internal sealed class StreamAppender(Operation operation, UnitOfWork unit, StreamCatalogue catalogue, InlineProjections inline, WakeUps wakeUps, IOptions<MessagingOptions> options)
    : ITransactionPart
{
    private const string Call = "SELECT version_, seq_, event_id_, recorded_at_, generations_ FROM roost.stream_append($1, $2, $3, $4, $5, $6, $7)";
    private readonly HashSet<string> _followers = new(StringComparer.Ordinal);
    private bool _isEnlisted;

    /// <summary>It has written what it has to.</summary>
    public bool HasPending => false;

    /// <returns>The version of the stream behind the last of the events, or a conflict.</returns>
    public async Task<Result<long>> AppendAsync(StreamFact stream, string id, long expectedVersion, IReadOnlyList<object> events, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expectedVersion, StreamVersion.Any);
        if (events.Count == 0)
        {
            throw new ArgumentException($"Nothing is appended to the stream '{stream.Name}'. Name at least one event.", nameof(events));
        }

        var tenant = operation.Context.RequiredTenant;
        var types = events.Select(stream.NameOf).ToArray();
        var payloads = events.Select((happened, i) => Write(stream, types[i], happened)).ToArray();
        var envelope = JobEnvelope.Write(operation.Context);
        var projections = inline.Of(stream.Name);
        var append = new NpgsqlBatchCommand(Call)
        {
            Parameters = { Of(stream.Name), Of(id), Of(expectedVersion), Of(types), Of(payloads), Of(envelope), Of(projections.Names) },
        };
        var rows = await unit.WriteAsync(append, Appended.Read, cancellationToken);
        if (rows[0].Position is null)
        {
            return Error.Conflict("streams.version_conflict", $"The stream '{stream.Name}' of {id} is at version {rows[0].Version}, and not at {expectedVersion}. Load it, decide and append again.");
        }

        Follow(stream.Name);
        if (projections.Names.Length > 0)
        {
            var recorded = rows.Select((row, i) => catalogue.Read(
                new(row.Position!.Value, row.Id, tenant.Value, stream.Name, id, row.Version, types[i], row.RecordedAt, envelope, payloads[i]))).ToArray();
            await projections.RunAsync(recorded, rows[0].Generations, cancellationToken);
        }

        return rows[^1].Version;
    }

    public ValueTask FlushAsync(UnitOfWork unitOfWork, CancellationToken cancellationToken) => default;

    public void Completed(TransactionOutcome outcome)
    {
        _isEnlisted = false;
        if (outcome != TransactionOutcome.RolledBack)
        {
            wakeUps.Wake(_followers);
        }

        _followers.Clear();
    }

    private void Follow(string stream)
    {
        _followers.UnionWith(catalogue.Of(stream).Where(follower => !follower.IsInline).Select(follower => Signals.Follower(follower.Name)));
        if (!_isEnlisted)
        {
            _isEnlisted = true;
            unit.Enlist(this);
        }
    }

    private byte[] Write(StreamFact stream, string type, object happened)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), JobJson.Options);
        return payload.Length <= options.Value.MaxPayloadBytes
            ? payload
            : throw new ArgumentException(
                $"The event '{type}' of the stream '{stream.Name}' is {payload.Length:N0} bytes as JSON, and {options.Value.MaxPayloadBytes:N0} is the most ({MessagingOptions.Section}:{nameof(MessagingOptions.MaxPayloadBytes)}). Store the data, and let the event name it.",
                nameof(happened));
    }

    private sealed record Appended(long Version, long? Position, Guid Id, DateTimeOffset RecordedAt, int[] Generations)
    {
        public static Appended Read(NpgsqlDataReader reader) => reader.IsDBNull(1)
            ? new(reader.GetInt64(0), null, default, default, [])
            : new(reader.GetInt64(0), reader.GetInt64(1), reader.GetGuid(2), reader.GetFieldValue<DateTimeOffset>(3), reader.IsDBNull(4) ? [] : reader.GetFieldValue<int[]>(4));
    }
}
