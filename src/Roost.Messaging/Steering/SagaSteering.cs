using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using Roost.Messaging.Sagas.Driving;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Steering;

/// <summary>What operators see of all tenants' sagas, and do to them, as the system role.</summary>
public sealed class SagaSteering
{
    /// <summary>How many a list has at most.</summary>
    public const int MaxLimit = 1000;

    /// <summary>What <see cref="SagaSummary.State"/> says of those that are under way.</summary>
    public static readonly IReadOnlyList<string> States = ["running", "waiting", "undoing", "parked", "dead"];

    private const string Columns = "saga_id, saga_name, saga_version, saga_key, saga_tenant, saga_state, saga_step, saga_error, began_at, changed_at";
    private const string List = $"SELECT {Columns} FROM roost.saga_list($1, $2, $3, $4)";
    private const string Find = $"SELECT {Columns}, waits_for, wake_at, progress, state FROM roost.saga_find($1)";
    private const string History = "SELECT happened_at, step, is_undo, attempt, outcome, error FROM roost.saga_history WHERE saga_id = $1 ORDER BY happened_at LIMIT 1000";
    private readonly Func<NpgsqlDataSource> _system;
    private readonly OperatorSignals _signals;

    /// <summary>Steers with a connection of the system role's, and wakes workers by a notification.</summary>
    /// <param name="system">The system role's connections. Whoever made them ends them.</param>
    public SagaSteering(NpgsqlDataSource system)
        : this(() => system, null)
    {
    }

    internal SagaSteering(Func<NpgsqlDataSource> system, Action<IReadOnlyCollection<string>>? wake)
    {
        _system = system;
        _signals = new(system, wake);
    }

    /// <summary>Those that are under way, the oldest first.</summary>
    /// <param name="name">Of one saga only.</param>
    /// <param name="tenant">Of one tenant only.</param>
    /// <param name="state">Those of one of <see cref="States"/>.</param>
    /// <param name="limit">How many at most: 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<IReadOnlyList<SagaSummary>> ListAsync(string? name, Guid? tenant, string? state, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        await using var command = _system().CreateCommand(List);
        command.With([TextOf(name), new NpgsqlParameter<Guid?> { TypedValue = tenant, NpgsqlDbType = NpgsqlDbType.Uuid }, TextOf(state), Of(limit)]);
        return await command.ReadAsync(Read, cancellationToken);
    }

    /// <summary>All that is known of one.</summary>
    /// <returns><see langword="null"/> if there is none, or it was over so long ago that nothing is known of it any more.</returns>
    public async Task<SagaDetails?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var history = _system().CreateCommand(History);
        history.With([Of(id)]);
        var attempts = await history.ReadAsync(
            static reader => new SagaAttempt(reader.GetFieldValue<DateTimeOffset>(0), reader.GetString(1), reader.GetBoolean(2), reader.GetInt32(3), reader.GetString(4), TextAt(reader, 5)), cancellationToken);
        await using var command = _system().CreateCommand(Find);
        command.With([Of(id)]);
        return (await command.ReadAsync(
            reader =>
            {
                var progress = SagaProgress.Read(reader.GetString(12));
                var content = reader.IsDBNull(13) ? null : JsonNode.Parse(reader.GetFieldValue<byte[]>(13));
                return new SagaDetails(Read(reader), TextAt(reader, 10), reader.GetFieldValue<DateTimeOffset?>(11), progress.Done, progress.Begun, progress.Undone, content, attempts);
            },
            cancellationToken)).FirstOrDefault();
    }

    /// <summary>Lets a saga go on that is parked, that waits for its next attempt, or whose job is a dead letter.</summary>
    public Task<SteeringResult> RetryAsync(Guid id, CancellationToken cancellationToken = default) => GoAsync("SELECT roost.job_retry_now(id) FROM roost.saga WHERE id = $1", id, cancellationToken);

    /// <summary>Takes the step that a parked saga is at for done, or for undone, because somebody has seen to that by hand, and lets it go on behind it.</summary>
    public Task<SteeringResult> ResumeAsync(Guid id, CancellationToken cancellationToken = default) => GoAsync("SELECT roost.saga_resume($1)", id, cancellationToken);

    private static SagaSummary Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetInt32(2), reader.GetString(3), reader.GetGuid(4), reader.GetString(5), TextAt(reader, 6), TextAt(reader, 7),
        reader.GetFieldValue<DateTimeOffset>(8), reader.GetFieldValue<DateTimeOffset>(9));

    private static string? TextAt(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetString(at);

    private static NpgsqlParameter TextOf(string? text) => new NpgsqlParameter<string?> { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Text };

    // What is no queue's name begins with a mark that none has.
    private async Task<SteeringResult> GoAsync(string sql, Guid id, CancellationToken cancellationToken)
    {
        await using var command = _system().CreateCommand(sql);
        command.With([Of(id)]);
        if (await command.ExecuteScalarAsync(cancellationToken) is not string queue || queue.StartsWith('!'))
        {
            return SteeringResult.NotFound;
        }

        await _signals.WakeAsync([queue, Signals.Admit], cancellationToken);
        return SteeringResult.Done;
    }
}
