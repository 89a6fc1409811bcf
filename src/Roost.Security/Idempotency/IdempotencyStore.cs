using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Roost.Postgres.Connections;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Security.Idempotency;

/// <summary>
/// Tells which requests are in flight, and what was answered to those that are done. In flight is whoever has the lease of a row: a host that
/// dies loses it by the passing of time, and one that only stalled is refused when it wants to commit.
/// </summary>
internal sealed class IdempotencyStore(DataSources sources)
{
    private const string SetTenant = "SELECT set_config('app.tenant', $1, true)";
    private const string Enter = "SELECT entered, entered_operation, entered_attempt, answer_status, answer_headers, answer_body FROM roost.idempotency_enter($1, $2, $3, $4, $5)";
    private const string Hold = "SELECT roost.idempotency_hold($1, $2, $3, $4)";
    private const string Record = "SELECT roost.idempotency_record($1, $2, $3, $4, $5, $6, $7, $8)";
    private const string Release = "SELECT roost.idempotency_release($1, $2, $3, $4, $5)";
    private const int ReleaseSeconds = 5;

    /// <summary>Claims the key if it is free, has expired, or belongs to the same request whose lease ran out; otherwise says what is known of it.</summary>
    public async Task<IdempotencyEntry> EnterAsync(KeyedRequest request, CancellationToken cancellationToken)
    {
        var command = new NpgsqlBatchCommand(Enter)
        {
            Parameters = { Uuid(request.Principal), Text(request.Key), Bytes(request.Fingerprint), Interval(request.Keep), Interval(request.Lease) },
        };
        await using var connection = await sources.App.OpenConnectionAsync(cancellationToken);
        await using var batch = Batch(connection, request.Tenant, command);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(StateOf(reader.GetString(0)), reader.GetGuid(1), reader.GetInt32(2), AnswerOf(reader));
    }

    /// <summary>Keeps others from taking over until the transaction ends; <see langword="false"/> if somebody has.</summary>
    public static async Task<bool> HoldAsync(Claim claim, UnitOfWork unit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Hold, unit.Connection, unit.Transaction) { Parameters = { Uuid(claim.Request.Principal), Text(claim.Request.Key), Uuid(claim.OperationId), Int(claim.Attempt) } };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Records the answer in the transaction of the work; <see langword="false"/> if somebody has taken over.</summary>
    public static async Task<bool> RecordAsync(Claim claim, RecordedAnswer answer, UnitOfWork unit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Record, unit.Connection, unit.Transaction);
        command.Parameters.AddRange(ParametersOf(claim, answer));
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Records the answer by itself, where the work was undone; <see langword="false"/> if somebody has taken over.</summary>
    public async Task<bool> RecordAsync(Claim claim, RecordedAnswer answer, CancellationToken cancellationToken)
    {
        var command = new NpgsqlBatchCommand(Record);
        command.Parameters.AddRange(ParametersOf(claim, answer));
        await using var connection = await sources.App.OpenConnectionAsync(cancellationToken);
        await using var batch = Batch(connection, claim.Request.Tenant, command);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && reader.GetBoolean(0);
    }

    /// <summary>Gives the lease back, so that a repetition need not wait for its end.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="forget">Whether the key becomes free for any other request, too, because none of the endpoint's code has run under it.</param>
    public async Task ReleaseAsync(Claim claim, bool forget)
    {
        var command = new NpgsqlBatchCommand(Release)
        {
            Parameters = { Uuid(claim.Request.Principal), Text(claim.Request.Key), Uuid(claim.OperationId), Int(claim.Attempt), new NpgsqlParameter<bool> { TypedValue = forget } },
        };
        // Not with the request's token: it is cancelled already where a release matters most.
        await using var connection = await sources.App.OpenConnectionAsync(CancellationToken.None);
        await using var batch = Batch(connection, claim.Request.Tenant, command);
        batch.Timeout = ReleaseSeconds;
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    // The setting and the statement are one implicit transaction in one round trip, and the setting ends with it.
    private static NpgsqlBatch Batch(NpgsqlConnection connection, TenantId tenant, NpgsqlBatchCommand command) => new(connection)
    {
        BatchCommands = { new NpgsqlBatchCommand(SetTenant) { Parameters = { Text(tenant.Value.ToString()) } }, command },
    };

    private static NpgsqlParameter[] ParametersOf(Claim claim, RecordedAnswer answer) =>
    [
        Uuid(claim.Request.Principal), Text(claim.Request.Key), Uuid(claim.OperationId), Int(claim.Attempt), Interval(claim.Request.Keep),
        Int(answer.Status),
        new NpgsqlParameter<string> { TypedValue = JsonSerializer.Serialize(answer.Headers), NpgsqlDbType = NpgsqlDbType.Jsonb },
        Bytes(answer.Body),
    ];

    private static IdempotencyState StateOf(string entered) => entered switch
    {
        "claimed" => IdempotencyState.Claimed,
        "in_flight" => IdempotencyState.InFlight,
        "mismatch" => IdempotencyState.Mismatch,
        "answered" => IdempotencyState.Answered,
        _ => throw new InvalidOperationException($"roost.idempotency_enter answered {entered}, which this version does not know. Migrate the database."),
    };

    private static RecordedAnswer? AnswerOf(NpgsqlDataReader reader) => reader.IsDBNull(3)
        ? null
        : new(reader.GetInt32(3), JsonSerializer.Deserialize<Dictionary<string, string?[]>>(reader.GetString(4))!, reader.GetFieldValue<byte[]>(5));

    private static NpgsqlParameter<Guid> Uuid(Guid value) => new() { TypedValue = value };

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter<byte[]> Bytes(byte[] value) => new() { TypedValue = value };

    private static NpgsqlParameter<int> Int(int value) => new() { TypedValue = value };

    private static NpgsqlParameter<TimeSpan> Interval(TimeSpan value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Interval };
}
