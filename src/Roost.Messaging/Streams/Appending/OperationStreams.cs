using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using Roost.Messaging.Adding;
using Roost.Messaging.Declaration;
using Roost.Messaging.Store;
using Roost.Messaging.Streams.Declaration;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Streams.Appending;

/// <summary>The streams of one kind, for one operation.</summary>
internal sealed class OperationStreams<TState>(
    StreamFact<TState> stream, StreamAppender appender, Operation operation, UnitOfWork unit, StreamCatalogue catalogue, ILogger<IStreams<TState>> logger) : IStreams<TState>
    where TState : class, new()
{
    private const string Load = "SELECT version_, type_, payload_ FROM roost.stream_load($1, $2, $3)";
    private const string Read = "SELECT seq_, event_id_, tenant_id_, stream_, stream_id_, version_, type_, recorded_at_, envelope_, payload_ FROM roost.stream_read($1, $2, $3, $4)";
    private const string Take = "SELECT roost.stream_snapshot_take($1, $2, $3, $4, $5)";

    public async Task<StreamState<TState>> LoadAsync(string id, CancellationToken cancellationToken)
    {
        _ = operation.Context.RequiredTenant;
        var rows = await ReadAsync(Checked(id), stream.SnapshotRevision, cancellationToken);
        if (rows is [{ Type: null } snapshot, ..] && TryRead(id, snapshot) is { } state)
        {
            return AddUp(new(id, snapshot.Version, state), rows.Skip(1));
        }

        return AddUp(new(id, StreamVersion.New, new()), rows is [{ Type: null }, ..] ? await ReadAsync(id, 0, cancellationToken) : rows);
    }

    public async Task<Result<StreamState<TState>>> AppendAsync(StreamState<TState> loaded, IReadOnlyList<object> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        ArgumentNullException.ThrowIfNull(events);
        var appended = await appender.AppendAsync(stream, Checked(loaded.Id), loaded.Version, events, cancellationToken);
        if (appended.Error is { } error)
        {
            return error;
        }

        var now = loaded with { Version = appended.Value, State = events.Aggregate(loaded.State, stream.Apply) };
        if (stream.SnapshotEvery is { } every && now.Version / every > loaded.Version / every)
        {
            await TakeSnapshotAsync(now, cancellationToken);
        }

        return now;
    }

    public Task<Result<long>> AppendAsync(string id, long expectedVersion, IReadOnlyList<object> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        return appender.AppendAsync(stream, Checked(id), expectedVersion, events, cancellationToken);
    }

    public async Task<IReadOnlyList<StreamEvent>> ReadAsync(string id, long after, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        _ = operation.Context.RequiredTenant;
        var read = await unit.ReadAsync<RecordedEvent>(
            new(Read) { Parameters = { Of(stream.Name), Of(Checked(id)), Of(after), Of(most) } }, static _ => RecordedEvents.Read, cancellationToken);
        return [.. read.Select(catalogue.Read)];
    }

    private static string Checked(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return NewJob.Checked(id)!;
    }

    private Task<IReadOnlyList<Loaded>> ReadAsync(string id, int revision, CancellationToken cancellationToken) => unit.ReadAsync<Loaded>(
        new(Load) { Parameters = { Of(stream.Name), Of(id), Of(revision) } },
        static _ => static reader => new Loaded(reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetFieldValue<byte[]>(2)),
        cancellationToken);

    private StreamState<TState> AddUp(StreamState<TState> begin, IEnumerable<Loaded> rows)
    {
        var (_, version, state) = begin;
        foreach (var row in rows)
        {
            state = stream.Apply(state, stream.Read(row.Type!, row.Payload));
            version = row.Version;
        }

        return begin with { Version = version, State = state };
    }

    // A snapshot is nothing but a shorter way: one that has become unreadable leaves the longer one.
    private TState? TryRead(string id, Loaded snapshot)
    {
        try
        {
            return JsonSerializer.Deserialize<TState>(snapshot.Payload, JobJson.Options);
        }
        catch (JsonException exception)
        {
            Log.SnapshotUnreadable(logger, exception, stream.Name, id);
            return null;
        }
    }

    private async Task TakeSnapshotAsync(StreamState<TState> now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Take, unit.Connection, unit.Transaction);
        command.With([Of(stream.Name), Of(now.Id), Of(now.Version), Of(stream.SnapshotRevision), Of(JsonSerializer.SerializeToUtf8Bytes(now.State, JobJson.Options))]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed record Loaded(long Version, string? Type, byte[] Payload);
}
