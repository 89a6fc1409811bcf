using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Roost.Messaging.Declaration;
using Roost.Messaging.Workers;
using Roost.Postgres.Connections;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Store;

/// <summary>What workers do with jobs, as the system role. Each call is a transaction of its own.</summary>
internal sealed class JobStore(DataSources sources, IOptions<MessagingOptions> options)
{
    private const string Lanes = "SELECT lane_priority, lane_tenant, lane_kind, lane_age FROM roost.job_open_lanes($1, $2, $3, $4, $5)";
    private const string Claim = "SELECT * FROM roost.job_claim($1, $2, $3, $4, $5, $6, $7, $8)";
    private const string ClaimSuspect = "SELECT * FROM roost.job_claim_suspect($1, $2, $3)";
    private const string Finish = "SELECT job_id, is_done FROM roost.job_finish($1, $2, $3, $4)";
    private const string Fail = "SELECT roost.job_end_failed($1, $2, $3, $4, $5)";
    private const string GiveBack = "SELECT DISTINCT job_queue FROM roost.job_give_back($1, $2, $3)";
    private const int MaxError = 8000;

    /// <summary>The lanes behind one, in their order.</summary>
    public async Task<IReadOnlyList<LaneHead>> LanesAsync(string queue, Lane behind, int most, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Lanes);
        command.With([Of(queue), Of(behind.Priority), Of(behind.Tenant), Of(behind.Kind), Of(most)]);
        return await command.ReadAsync(static reader => new LaneHead(new(reader.GetInt16(0), reader.GetGuid(1), reader.GetString(2)), reader.GetTimeSpan(3)), cancellationToken);
    }

    /// <summary>Takes the leases of jobs.</summary>
    /// <returns>The jobs; <see langword="null"/> if no more of the queue may run at this moment, whatever waits.</returns>
    public async Task<IReadOnlyList<ClaimedJob>?> ClaimAsync(string queue, Guid worker, IReadOnlyList<LaneShare> shares, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Claim);
        command.With(
        [
            Of(worker), Of(queue), All(share => share.Lane.Priority), All(share => share.Lane.Tenant), All(share => share.Lane.Kind),
            new NpgsqlParameter<DateTime[]> { TypedValue = [.. shares.Select(share => share.Floor.RunAt)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
            All(share => share.Floor.Seq), All(share => share.Quota),
        ]);
        var hasRoom = true;
        var jobs = await command.ReadAsync(reader => (hasRoom = !reader.IsDBNull(0)) ? ReadJob(reader) : null!, cancellationToken);
        return hasRoom ? jobs : null;

        NpgsqlParameter All<T>(Func<LaneShare, T> read) => Of(shares.Select(read).ToArray());
    }

    /// <summary>Takes the lease of a job that was in a process when it died, if there is one.</summary>
    public async Task<ClaimedJob?> ClaimSuspectAsync(QueueKinds queue, Guid worker, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(ClaimSuspect);
        command.With([Of(worker), Of(queue.Queue), Of(queue.Kinds)]);
        return (await command.ReadAsync(ReadJob, cancellationToken)).FirstOrDefault();
    }

    /// <summary>Completes jobs that wrote nothing.</summary>
    /// <returns>
    /// Those whose lease the worker had: <see langword="true"/> if the job is complete, <see langword="false"/> if somebody else has it locked at this
    /// moment, and it is to be tried again.
    /// </returns>
    public async Task<IReadOnlyDictionary<Guid, bool>> FinishAsync(Guid worker, IReadOnlyList<ClaimedJob> jobs, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Finish);
        var results = new NpgsqlParameter<byte[]?[]> { TypedValue = [.. jobs.Select(job => job.Result)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };
        command.With([Of(worker), .. Leases(jobs), results]);
        return (await command.ReadAsync(static reader => (Id: reader.GetGuid(0), IsDone: reader.GetBoolean(1)), cancellationToken)).ToDictionary(job => job.Id, job => job.IsDone);
    }

    /// <summary>Lets a failed job wait for its next attempt, or makes a dead letter of it.</summary>
    /// <returns>What became of it: <c>again</c>, <c>dead</c>, <c>cancelled</c>, or <c>lost</c> if the worker has the lease no more; <see langword="null"/> if somebody else has the job locked at this moment.</returns>
    public async Task<string?> FailAsync(Guid worker, JobOutcome.Failed failure, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Fail);
        var retryIn = new NpgsqlParameter { Value = (object?)failure.RetryIn ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Interval };
        command.With([Of(worker), Of(failure.Job.Id), Of(failure.Job.Lease), retryIn, Of(Shorten(failure.Error))]);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    /// <summary>Ends a job that somebody wants no more.</summary>
    /// <returns><see langword="null"/> if somebody else has the job locked at this moment.</returns>
    public async Task<bool?> EndCancelledAsync(Guid worker, ClaimedJob job, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand("SELECT roost.job_end_cancelled($1, $2, $3)");
        command.With([Of(worker), Of(job.Id), Of(job.Lease)]);
        return await command.ExecuteScalarAsync(cancellationToken) as bool?;
    }

    /// <summary>Says how far an attempt is.</summary>
    /// <returns>Whether somebody wants the job no more; <see langword="null"/> if the worker has the lease no more.</returns>
    public async Task<bool?> ReportAsync(Guid worker, ClaimedJob job, long done, long? total, string? detail, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand("SELECT roost.job_report($1, $2, $3, $4, $5, $6)");
        command.With(
        [
            Of(worker), Of(job.Id), Of(job.Lease), Of(done), new NpgsqlParameter<long?> { TypedValue = total, NpgsqlDbType = NpgsqlDbType.Bigint },
            new NpgsqlParameter<string?> { TypedValue = detail, NpgsqlDbType = NpgsqlDbType.Text },
        ]);
        return await command.ExecuteScalarAsync(cancellationToken) as bool?;
    }

    /// <summary>Lets others have jobs that have not been run to their end.</summary>
    /// <returns>Their queues.</returns>
    public async Task<IReadOnlyList<string>> GiveBackAsync(Guid worker, IReadOnlyList<ClaimedJob> jobs, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(GiveBack);
        command.With([Of(worker), .. Leases(jobs)]);
        return await command.ReadAsync(static reader => reader.GetString(0), cancellationToken);
    }

    /// <summary>Lets others have what the database says this worker has, and the worker does not know of.</summary>
    public Task GiveBackLostAsync(string queue, WorkerLife life, bool suspects, CancellationToken cancellationToken) =>
        ExecuteAsync("SELECT roost.job_give_back_lost($1, $2, $3, $4)", [Of(life.Id), Of(queue), Of(suspects), Of(life.Held.Keys.ToArray())], cancellationToken);

    /// <summary>Says that a worker begins.</summary>
    public Task RegisterAsync(Guid worker, string host, CancellationToken cancellationToken) =>
        ExecuteAsync("INSERT INTO roost.job_worker (id, host) VALUES ($1, $2)", [Of(worker), Of(host)], cancellationToken);

    /// <summary>Says that a worker lives.</summary>
    /// <returns>Those of its jobs that somebody wants no more; <see langword="null"/> if others have taken it for dead.</returns>
    public async Task<Guid[]?> BeatAsync(Guid worker, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand("SELECT cancelled FROM roost.job_pulse($1, $2)");
        command.With([Of(worker), Of(options.Value.WorkerTimeout)]);
        return await command.ExecuteScalarAsync(cancellationToken) as Guid[];
    }

    /// <summary>Says that a worker ends, and has no job any more.</summary>
    public Task LeaveAsync(Guid worker, CancellationToken cancellationToken) =>
        ExecuteAsync("DELETE FROM roost.job_worker WHERE id = $1", [Of(worker)], cancellationToken);

    private static ClaimedJob ReadJob(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetInt32(1),
        new Lane(reader.GetInt16(4), reader.GetGuid(3), reader.GetString(2)),
        new LanePlace(reader.GetDateTime(5), reader.GetInt64(14)),
        reader.GetInt16(6),
        reader.GetInt16(7),
        TimeSpan.FromMilliseconds(reader.GetInt32(8)),
        reader.GetString(11),
        reader.GetBoolean(12),
        reader.GetInt32(13),
        reader.GetFieldValue<byte[]>(9),
        reader.GetFieldValue<byte[]>(10));

    private static NpgsqlParameter[] Leases(IReadOnlyList<ClaimedJob> jobs) => [Of(jobs.Select(job => job.Id).ToArray()), Of(jobs.Select(job => job.Lease).ToArray())];

    // PostgreSQL's texts hold neither U+0000 nor half of a surrogate pair, and messages of exceptions may.
    internal static string Shorten(string error) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(error.Replace('\0', ' ')[..Math.Min(error.Length, MaxError)]));

    private async Task ExecuteAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(sql);
        command.With(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
