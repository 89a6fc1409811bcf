using System.Text.Json;
using Npgsql;
using Roost.Messaging.Jobs;
using Roost.Messaging.Waking;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Monitoring;

/// <summary>Looks at jobs, and cancels them, as the application role and in the operation's unit of work.</summary>
internal sealed class JobMonitor(UnitOfWork unit, WakeUps wakeUps) : IJobMonitor, ITransactionPart
{
    private const string Status = "SELECT job_state, job_kind, job_attempt, job_added_at, job_ended_at, job_done, job_total, job_detail, job_result, job_error FROM roost.job_status($1)";

    public bool HasPending => false;

    public async Task<JobStatus?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var command = new NpgsqlBatchCommand(Status) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = id } } };
        return (await unit.ReadAsync<JobStatus>(command, _ => reader => Read(id, reader), cancellationToken)).FirstOrDefault();
    }

    public async Task<bool> CancelAsync(Guid id, CancellationToken cancellationToken)
    {
        var transaction = await unit.BeginAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT roost.job_cancel_own($1)", unit.Connection, transaction) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = id } } };
        var outcome = await command.ExecuteScalarAsync(cancellationToken) as string;
        unit.Enlist(this);
        return outcome is "asked" or "cancelled";
    }

    public ValueTask FlushAsync(UnitOfWork unitOfWork, CancellationToken cancellationToken) => default;

    public void Completed(TransactionOutcome outcome)
    {
        if (outcome != TransactionOutcome.RolledBack)
        {
            wakeUps.Wake([Signals.Cancel, Signals.Admit]);
        }
    }

    private static JobStatus Read(Guid id, NpgsqlDataReader reader) => new()
    {
        Id = id,
        State = Enum.Parse<JobState>(reader.GetString(0), ignoreCase: true),
        Kind = reader.GetString(1),
        Attempts = reader.GetInt32(2),
        AddedAt = reader.GetFieldValue<DateTimeOffset>(3),
        EndedAt = reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
        Done = reader.IsDBNull(5) ? null : reader.GetInt64(5),
        Total = reader.IsDBNull(6) ? null : reader.GetInt64(6),
        Detail = reader.IsDBNull(7) ? null : JsonElement.Parse(reader.GetString(7)),
        Result = reader.IsDBNull(8) ? null : JsonElement.Parse(reader.GetFieldValue<byte[]>(8)),
        Error = reader.IsDBNull(9) ? null : reader.GetString(9),
    };
}
