using Npgsql;
using NpgsqlTypes;
using Roost.Messaging.Sagas.Driving;
using Roost.Messaging.Store;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Sagas.Starting;

/// <summary>Writes instances and signals, however many, with one statement each, in the transaction of an operation.</summary>
internal static class SagaInsert
{
    private const string Start = "SELECT asked FROM roost.saga_start($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) WHERE asked = started";
    private const string Signal = "SELECT n FROM roost.saga_signal($1, $2, $3, $4, $5) WHERE became = 'late'";

    /// <returns>The ids of those that were started.</returns>
    public static async Task<IReadOnlyList<Guid>> StartAsync(UnitOfWork unit, IReadOnlyList<NewSaga> sagas, byte[] envelope, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Start, unit.Connection, unit.Transaction);
        command.With(
        [
            All(sagas, NpgsqlDbType.Uuid, saga => saga.Id),
            All(sagas, NpgsqlDbType.Text, saga => saga.Fact.Name),
            All(sagas, NpgsqlDbType.Text, saga => saga.Key),
            All(sagas, NpgsqlDbType.Integer, saga => saga.Fact.Version),
            All(sagas, NpgsqlDbType.Interval, saga => saga.Fact.Keep),
            All(sagas, NpgsqlDbType.Text, saga => saga.Fact.Queue),
            All(sagas, NpgsqlDbType.Text, saga => saga.Fact.Kind),
            All(sagas, NpgsqlDbType.Smallint, saga => saga.Fact.Priority),
            All(sagas, NpgsqlDbType.Integer, saga => (int)Moves.TimeoutOf([.. saga.Fact.Plan.Stages[0]]).TotalMilliseconds),
            All(sagas, NpgsqlDbType.Jsonb, saga => saga.Progress.Write()),
            Rows.Of(envelope),
            All(sagas, NpgsqlDbType.Bytea, saga => saga.State),
            All(sagas, NpgsqlDbType.Interval, saga => saga.After),
        ]);
        return await command.ReadAsync(static reader => reader.GetGuid(0), cancellationToken);
    }

    /// <returns>The signals that came too late.</returns>
    public static async Task<IReadOnlyList<NewSignal>> SignalAsync(UnitOfWork unit, IReadOnlyList<NewSignal> signals, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Signal, unit.Connection, unit.Transaction);
        command.With(
        [
            All(signals, NpgsqlDbType.Text, signal => signal.Saga),
            All(signals, NpgsqlDbType.Text, signal => signal.Key),
            All(signals, NpgsqlDbType.Text, signal => signal.Name),
            All(signals, NpgsqlDbType.Uuid, signal => signal.Id),
            All(signals, NpgsqlDbType.Bytea, signal => signal.Payload),
        ]);
        return [.. (await command.ReadAsync(static reader => (int)reader.GetInt64(0), cancellationToken)).Select(number => signals[number - 1])];
    }

    private static NpgsqlParameter<T[]> All<TItem, T>(IReadOnlyList<TItem> items, NpgsqlDbType type, Func<TItem, T> read) =>
        new() { TypedValue = [.. items.Select(read)], NpgsqlDbType = NpgsqlDbType.Array | type };
}
