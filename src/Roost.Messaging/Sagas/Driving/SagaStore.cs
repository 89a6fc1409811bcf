using Npgsql;
using NpgsqlTypes;
using Roost.Messaging.Store;
using Roost.Messaging.Workers;
using Roost.Postgres.Connections;
using Roost.Postgres.UnitsOfWork;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Sagas.Driving;

/// <summary>What the database knows of sagas. As the system role, each call is a transaction of its own; only what a step writes down with what it wrote is the application role's.</summary>
internal sealed class SagaStore(DataSources sources)
{
    private const int Most = 1000;
    private const string Take =
        "SELECT saga_key, saga_revision, saga_status, saga_waits_for, saga_waits, is_unwanted, signal_id, signal, saga_error, saga_progress, saga_state FROM roost.saga_take($1, $2, $3, $4)";

    private const string Columns = "became, signal_id, signal, wakes";
    private const string Record = $"SELECT {Columns} FROM roost.saga_record($21, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    private const string RecordOwn = $"SELECT {Columns} FROM roost.saga_record_own($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";

    /// <summary>Where an instance stands.</summary>
    /// <param name="worker">Who has its lease.</param>
    /// <param name="job">Its job.</param>
    /// <param name="isInDoubt">Whether the answer to a record is missing: then it waits until that is over.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns><see langword="null"/> if the worker has the lease no more.</returns>
    public async Task<SagaView?> TakeAsync(Guid worker, ClaimedJob job, bool isInDoubt, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Take);
        command.With([Of(worker), Of(job.Id), Of(job.Lease), Of(isInDoubt)]);
        return (await command.ReadAsync(
            static reader => new SagaView
            {
                Key = reader.GetString(0),
                Revision = reader.GetInt32(1),
                IsBackward = reader.GetInt16(2) == (short)SagaStatus.Backward,
                WaitsFor = ReadText(reader, 3),
                Waits = reader.GetFieldValue<TimeSpan?>(4),
                IsUnwanted = reader.GetBoolean(5),
                Signal = ReadSignal(reader, 6),
                Error = ReadText(reader, 8),
                Progress = SagaProgress.Read(reader.GetString(9)),
                State = reader.GetFieldValue<byte[]>(10),
            },
            cancellationToken)).SingleOrDefault();
    }

    /// <summary>Writes down how an attempt ended that wrote nothing.</summary>
    public async Task<SagaAnswer> RecordAsync(Guid worker, ClaimedJob job, SagaRecord record, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Record);
        command.With([.. Parameters(worker, job, record), Of(record.IsLazy)]);
        return (await command.ReadAsync(ReadAnswer, cancellationToken)).Single();
    }

    /// <summary>Writes it down in the transaction of the step.</summary>
    public static async Task<SagaAnswer> RecordAsync(UnitOfWork unit, Guid worker, ClaimedJob job, SagaRecord record, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(RecordOwn, unit.Connection, unit.Transaction);
        command.With(Parameters(worker, job, record));
        return (await command.ReadAsync(ReadAnswer, cancellationToken)).Single();
    }

    /// <summary>Wakes those whose signals have come.</summary>
    /// <returns>The queues that have work by that, and whether there are signals that nobody could look at.</returns>
    public async Task<(IReadOnlyCollection<string> Queues, bool IsMore)> WakeAsync(CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand("SELECT wakes, is_busy FROM roost.saga_wake($1)");
        command.With([Of(Most)]);
        var rows = await command.ReadAsync(static reader => (Queue: ReadText(reader, 0), IsBusy: reader.GetBoolean(1)), cancellationToken);
        return (rows.Select(row => row.Queue).OfType<string>().ToHashSet(StringComparer.Ordinal), rows.Count == Most || rows.Any(row => row.IsBusy));
    }

    /// <summary>Makes the partitions of the days to come, drops those that are older than is to be kept, and forgets keys and signals whose time is over.</summary>
    public async Task TidyAsync(TimeSpan keep, CancellationToken cancellationToken)
    {
        await using var tidying = sources.System.CreateBatch();
        tidying.BatchCommands.Add(new("SELECT roost.saga_keep_partitions($1)") { Parameters = { new NpgsqlParameter<TimeSpan> { TypedValue = keep } } });
        // By ix_saga_key_until and ix_saga_signal_arrived_at. A signal outlives whoever could still wait for it.
        tidying.BatchCommands.Add(new("DELETE FROM roost.saga_key WHERE until < now() AND until <> 'infinity'"));
        tidying.BatchCommands.Add(new(
            """
            DELETE FROM roost.saga_signal s WHERE s.arrived_at < now() - $1
                AND NOT EXISTS (SELECT FROM roost.saga_key k WHERE k.tenant_id = s.tenant_id AND k.name = s.saga AND k.key = s.key)
            """)
        {
            Parameters = { new NpgsqlParameter<TimeSpan> { TypedValue = keep } },
        });
        await tidying.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter[] Parameters(Guid worker, ClaimedJob job, SagaRecord record) =>
    [
        Of(worker), Of(job.Id), Of(job.Lease), Of(record.Revision), Of((short)record.Status),
        new NpgsqlParameter<string> { TypedValue = record.Progress.Write(), NpgsqlDbType = NpgsqlDbType.Jsonb },
        new NpgsqlParameter<byte[]?> { TypedValue = record.State, NpgsqlDbType = NpgsqlDbType.Bytea },
        new NpgsqlParameter<Guid?> { TypedValue = record.Used, NpgsqlDbType = NpgsqlDbType.Uuid },
        TextOf(record.WaitsFor), Of((short)record.Fate),
        new NpgsqlParameter<TimeSpan?> { TypedValue = record.After, NpgsqlDbType = NpgsqlDbType.Interval },
        Of((int)record.Timeout.TotalMilliseconds), Of(record.HeedsCancel),
        new NpgsqlParameter<string?> { TypedValue = record.IfUnwanted?.Write(), NpgsqlDbType = NpgsqlDbType.Jsonb }, TextOf(record.Error),
        TextOf(record.Trail?.Step), Of(record.Trail?.IsUndo ?? false), Of(record.Trail?.Attempt ?? 0), TextOf(record.Trail?.Outcome), TextOf(record.Trail?.Error),
    ];

    private static NpgsqlParameter TextOf(string? text) => new NpgsqlParameter<string?> { TypedValue = text is null ? null : JobStore.Shorten(text), NpgsqlDbType = NpgsqlDbType.Text };

    private static SagaAnswer ReadAnswer(NpgsqlDataReader reader) => new(reader.GetString(0), ReadSignal(reader, 1), ReadText(reader, 3));

    private static ArrivedSignal? ReadSignal(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : new(reader.GetGuid(at), reader.GetFieldValue<byte[]>(at + 1));

    private static string? ReadText(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetString(at);
}
