using Npgsql;
using NpgsqlTypes;
using static NpgsqlTypes.NpgsqlDbType;

namespace Roost.Messaging.Tests.Model;

/// <content>One method a function.</content>
internal sealed partial class RealQueue
{
    private static readonly DateTime First = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);
    private static readonly string AddSql = $"SELECT roost.job_add({string.Join(", ", Enumerable.Range(1, 16).Select(i => $"${i}"))})";

    /// <returns><see langword="false"/> if a parent does not wait for children any more.</returns>
    public bool Add(IReadOnlyList<Job> jobs)
    {
        try
        {
            _apps[jobs[0].Tenant].Run(
                AddSql,
                All(Uuid, job => job.Id), All(Text, job => job.Kind.Queue), All(Text, job => job.Kind.Name), All(Smallint, job => job.Priority),
                All(Interval, job => job.Delay > 0 ? Ticks(job.Delay) : null), All(TimestampTz, _ => (DateTime?)null), All(Integer, _ => Kind.Timeout * AnHour),
                All(Smallint, _ => (short)Kind.Attempts), All(Text, job => job.UniqueKey), All(Interval, job => Ticks(job.Window)), All(Text, job => job.Key),
                All(NpgsqlDbType.Boolean, job => job.IsLimited), All(Uuid, job => job.Parent?.Id), All(NpgsqlDbType.Boolean, job => job.Waits),
                All(Bytea, _ => System.Array.Empty<byte>()), All(Bytea, _ => System.Array.Empty<byte>()));
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == "RO001")
        {
            return false;
        }

        (NpgsqlDbType, object?) All<T>(NpgsqlDbType type, Func<Job, T> read) => (NpgsqlDbType.Array | type, jobs.Select(read).ToArray());
    }

    public List<JobLane> Lanes(Line line) => _system.Read(
        "SELECT lane_priority, lane_tenant, lane_kind FROM roost.job_open_lanes($1, (-32768)::smallint, '00000000-0000-0000-0000-000000000000', '', 256)",
        reader => new JobLane(reader.GetInt16(0), System.Array.IndexOf(Tenants.Ids, reader.GetGuid(1)), reader.GetString(2)),
        (Text, line.Name));

    public List<Taken> Claim(Guid worker, Line line, IReadOnlyList<(JobLane Lane, int Quota)> shares, Func<Guid, Job> find) => _system.Read(
        "SELECT job_id, job_lease, job_attempt, job_has_parent, job_children_dead FROM roost.job_claim($1, $2, $3, $4, $5, $6, $7, $8) WHERE job_id IS NOT NULL",
        reader => Read(reader, find),
        (Uuid, worker), (Text, line.Name), (NpgsqlDbType.Array | Smallint, shares.Select(share => share.Lane.Priority).ToArray()),
        (NpgsqlDbType.Array | Uuid, shares.Select(share => Tenants.Ids[share.Lane.Tenant]).ToArray()), (NpgsqlDbType.Array | Text, shares.Select(share => share.Lane.Kind).ToArray()),
        (NpgsqlDbType.Array | TimestampTz, shares.Select(_ => First).ToArray()), (NpgsqlDbType.Array | NpgsqlDbType.Bigint, shares.Select(_ => 0L).ToArray()),
        (NpgsqlDbType.Array | Integer, shares.Select(share => share.Quota).ToArray()));

    public List<Taken> ClaimSuspect(Guid worker, Line line, Func<Guid, Job> find) => _system.Read(
        "SELECT job_id, job_lease, job_attempt, job_has_parent, job_children_dead FROM roost.job_claim_suspect($1, $2, $3)",
        reader => Read(reader, find),
        (Uuid, worker), (Text, line.Name), (NpgsqlDbType.Array | Text, Kind.All.Select(kind => kind.Name).ToArray()));

    public List<(Guid Id, bool IsDone)> Finish(Guid worker, IReadOnlyList<Claim> claims) => _system.Read(
        "SELECT job_id, is_done FROM roost.job_finish($1, $2, $3, $4)",
        reader => (reader.GetGuid(0), reader.GetBoolean(1)),
        (Uuid, worker), JobsOf(claims), LeasesOf(claims), (NpgsqlDbType.Array | Bytea, new byte[]?[claims.Count]));

    public bool Complete(int tenant, Claim claim, Guid worker) =>
        _apps[tenant].One<bool>("SELECT roost.job_complete($1, $2, $3, NULL)", (Uuid, claim.Job.Id), (Integer, claim.Lease), (Uuid, worker));

    public bool Hold(int tenant, Claim claim, Guid worker) =>
        _apps[tenant].One<bool>("SELECT roost.job_hold($1, $2, $3)", (Uuid, claim.Job.Id), (Integer, claim.Lease), (Uuid, worker));

    public string? Fail(Guid worker, Claim claim, int? retryIn) => _system.One<string>(
        "SELECT roost.job_end_failed($1, $2, $3, $4, 'broken')", (Uuid, worker), (Uuid, claim.Job.Id), (Integer, claim.Lease), (Interval, Ticks(retryIn)));

    public bool EndCancelled(Guid worker, Claim claim) =>
        _system.One<bool>("SELECT roost.job_end_cancelled($1, $2, $3)", (Uuid, worker), (Uuid, claim.Job.Id), (Integer, claim.Lease));

    public bool? Report(Guid worker, Claim claim) =>
        _system.One<bool?>("SELECT roost.job_report($1, $2, $3, 1, 2, 'on the way')", (Uuid, worker), (Uuid, claim.Job.Id), (Integer, claim.Lease));

    public int GiveBack(Guid worker, IReadOnlyList<Claim> claims) =>
        _system.Read("SELECT job_queue FROM roost.job_give_back($1, $2, $3)", _ => 0, (Uuid, worker), JobsOf(claims), LeasesOf(claims)).Count;

    public long GiveBackLost(Guid worker, Line line, bool suspects, IEnumerable<Job> held) => _system.One<long>(
        "SELECT roost.job_give_back_lost($1, $2, $3, $4)", (Uuid, worker), (Text, line.Name), (NpgsqlDbType.Boolean, suspects), (NpgsqlDbType.Array | Uuid, held.Select(job => job.Id).ToArray()));

    public long Promote() => _system.One<long>("SELECT coalesce(sum(jobs), 0)::bigint FROM roost.job_promote(1000)");

    /// <returns>How many of all kinds.</returns>
    public int Admit() => _system.Read("SELECT roost.job_admission_kinds()", reader => reader.GetString(0))
        .Sum(kind => _system.Read("SELECT admitted FROM roost.job_admit_kind($1, 1000)", reader => reader.GetInt32(0), (Text, kind)).Sum());

    public int Release() => _system.Read("SELECT job_queue FROM roost.job_release(1000)", _ => 0).Count;

    public void Register(WorkerLife worker) => _system.Run("INSERT INTO roost.job_worker (id, host) VALUES ($1, 'imaginary')", (Uuid, worker.Id));

    public void Leave(WorkerLife worker) => _system.Run("DELETE FROM roost.job_worker WHERE id = $1", (Uuid, worker.Id));

    /// <summary>A worker is not heard of any more.</summary>
    public void Silence(WorkerLife worker) => _superuser.Run("UPDATE roost.job_worker SET beat_at = beat_at - interval '1 hour' WHERE id = $1", (Uuid, worker.Id));

    /// <returns>Those of its jobs that somebody wants no more; <see langword="null"/> if it was taken for dead.</returns>
    public Guid[]? Beat(WorkerLife worker, IEnumerable<WorkerLife> living)
    {
        HearOf(living);
        return _system.One<Guid[]>("SELECT cancelled FROM roost.job_pulse($1, $2)", (Uuid, worker.Id), (Interval, Patience));
    }

    public List<bool> Rescue(WorkerLife judge, IEnumerable<WorkerLife> living)
    {
        HearOf(living);
        return _system.Read("SELECT is_dead FROM roost.job_rescue($1, $2, 1000)", reader => reader.GetBoolean(0), (Uuid, judge.Id), (Interval, Patience));
    }

    public string? Cancel(Job job) => _system.One<string>("SELECT roost.job_cancel($1)", (Uuid, job.Id));

    public string? CancelOwn(int tenant, Job job) => _apps[tenant].One<string>("SELECT roost.job_cancel_own($1)", (Uuid, job.Id));

    public string? Replay(Job job) => _system.One<string>("SELECT roost.job_replay($1)", (Uuid, job.Id));

    public string? RetryNow(Job job) => _system.One<string>("SELECT roost.job_retry_now($1)", (Uuid, job.Id));

    public bool Discard(Job job) => _system.One<bool>("SELECT roost.job_discard($1)", (Uuid, job.Id));

    public void Pause(Line line) => _system.Run("SELECT roost.job_pause($1)", (Text, line.Name));

    public bool Resume(Line line) => _system.One<bool>("SELECT roost.job_resume($1)", (Text, line.Name));

    public string? Status(int tenant, Job job) => _apps[tenant].One<string>("SELECT job_state FROM roost.job_status($1)", (Uuid, job.Id));

    /// <summary>A migration says it, and a worker applies it.</summary>
    public void Declare(Kind kind, Limits? limits)
    {
        if (limits is null)
        {
            _owner.Run("SELECT roost.job_limit_clear(ARRAY[$1])", (Text, kind.Name));
        }
        else
        {
            _owner.Run(
                "SELECT roost.job_limit_set($1, $2, $3, $4, $5, $6, $7, $8)",
                (Text, kind.Name), (NpgsqlDbType.Boolean, limits.InOrder), (Integer, limits.Running), (Integer, limits.PerTenant), (Integer, limits.PerKey),
                (Integer, limits.Rate), (Interval, limits.Rate is null ? null : Ticks(limits.Period)), (Smallint, limits.Scope));
        }

        // What was declared before is not new, and changes no job.
        _system.Run("SELECT roost.job_limit_mark(ARRAY (SELECT l.kind FROM roost.job_limit l WHERE l.is_new), '00000000-0000-0000-0000-000000000000', 1000000)");
        _system.Run("SELECT roost.job_limit_marked(ARRAY (SELECT l.kind FROM roost.job_limit l WHERE l.is_new))");
    }

    // However slow this machine is at this moment, those that live have said so just now.
    private void HearOf(IEnumerable<WorkerLife> living) => _superuser.Run(
        "UPDATE roost.job_worker SET beat_at = clock_timestamp() WHERE id = ANY ($1)", (NpgsqlDbType.Array | Uuid, living.Select(worker => worker.Id).ToArray()));

    private static Taken Read(NpgsqlDataReader reader, Func<Guid, Job> find) =>
        new(find(reader.GetGuid(0)), reader.GetInt32(1), reader.GetInt16(2), reader.GetBoolean(3), reader.GetInt32(4));

    private static (NpgsqlDbType, object?) JobsOf(IReadOnlyList<Claim> claims) => (NpgsqlDbType.Array | Uuid, claims.Select(claim => claim.Job.Id).ToArray());

    private static (NpgsqlDbType, object?) LeasesOf(IReadOnlyList<Claim> claims) => (NpgsqlDbType.Array | Integer, claims.Select(claim => claim.Lease).ToArray());
}

/// <summary>A job and the lease by which somebody says to have it.</summary>
internal sealed record Claim(Job Job, int Lease);
