using Npgsql;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;
using static NpgsqlTypes.NpgsqlDbType;

namespace Roost.Messaging.Tests.Model;

/// <summary>The queue's functions, called by the roles that call them in production. The superuser looks, and lets time pass.</summary>
internal sealed partial class RealQueue : IDisposable
{
    public const int AnHour = 3_600_000;

    /// <summary>After which silence a worker is dead. A server that has not been up for so long judges nobody.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private static readonly string[] Emptied =
        ["job", "job_unique", "job_done", "job_error", "job_dead", "job_worker", "job_limit", "job_rate", "job_queue", "job_admission", "job_child_over", "job_progress"];

    private readonly Session[] _apps;
    private readonly Session _system;
    private readonly Session _owner;
    private readonly Session _superuser;
    private int _histories;

    private RealQueue(Session[] apps, Session system, Session owner, Session superuser) => (_apps, _system, _owner, _superuser) = (apps, system, owner, superuser);

    public static async Task<RealQueue> ConnectAsync(TestDatabase database)
    {
        var apps = new List<Session>();
        foreach (var tenant in Tenants.Ids)
        {
            var app = new Session(await database.OpenAsync(ClusterRole.App));
            app.Run("SELECT set_config('app.tenant', $1, false)", (Text, tenant == Guid.Empty ? "" : tenant.ToString()));
            apps.Add(app);
        }

        await database.UntilAsync<bool>($"SELECT clock_timestamp() - pg_postmaster_start_time() > interval '{Patience.TotalSeconds} s'", isUp => isUp, TimeSpan.FromSeconds(30));
        return new([.. apps], new(await database.OpenAsync(ClusterRole.System)), new(await database.OpenAsync(ClusterRole.Owner)), new(await database.OpenAsync(ClusterRole.Superuser)));
    }

    /// <summary>Begins a history in an empty queue.</summary>
    public void Begin()
    {
        // Truncating makes new files, and deleting leaves dead rows: so mostly the one, and at times the other.
        if (_histories++ % 20 == 0)
        {
            _superuser.Run($"TRUNCATE {string.Join(", ", Emptied.Select(table => "roost." + table))}");
        }
        else
        {
            foreach (var table in Emptied)
            {
                _superuser.Run($"DELETE FROM roost.{table}");
            }
        }

        foreach (var kind in Kind.All.Where(kind => kind.Limits is not null))
        {
            Declare(kind, kind.Limits);
        }

        foreach (var line in Kind.Lines)
        {
            _owner.Run("SELECT roost.job_queue_set($1, $2, $3, $4)", (Text, line.Name), (Integer, line.Running), (Integer, line.Rate), (Interval, line.Rate is null ? null : Ticks(line.Period)));
        }
    }

    /// <summary>Lets hours pass: what is still to come comes nearer. Those workers that live have said so all the time.</summary>
    public void Pass(int ticks)
    {
        var hours = (Interval, (object)TimeSpan.FromHours(ticks));
        _superuser.Run("UPDATE roost.job SET run_at = run_at - $1, deadline_at = deadline_at - $1", hours);
        _superuser.Run("UPDATE roost.job_unique SET until = until - $1 WHERE until <> 'infinity'", hours);
        _superuser.Run("UPDATE roost.job_rate SET ends_at = ends_at - $1", hours);
        _superuser.Run("UPDATE roost.job_queue SET ends_at = ends_at - $1 WHERE ends_at > '-infinity'", hours);
        _superuser.Run("UPDATE roost.job_worker SET steady_since = steady_since - $1", hours);
    }

    /// <returns>The rows of jobs, live and over, and of their unique keys.</returns>
    public List<Row> Look() => _superuser.Read(
        """
        SELECT id, state::int, worker_id, attempt::int, crashes::int, cancel_at IS NOT NULL FROM roost.job
        UNION ALL SELECT id, CASE WHEN was_cancelled THEN 11 ELSE 10 END, NULL, attempt::int, 0, false FROM roost.job_done
        UNION ALL SELECT id, 12, NULL, attempt::int, crashes::int, false FROM roost.job_dead
        UNION ALL SELECT job_id, CASE WHEN until = 'infinity' THEN 20 ELSE 21 END, NULL, 0, 0, false FROM roost.job_unique
        """,
        reader => new Row(reader.GetGuid(0), reader.GetInt32(1), reader.IsDBNull(2) ? null : reader.GetGuid(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetBoolean(5)));

    public void Dispose()
    {
        foreach (var app in _apps)
        {
            app.Dispose();
        }

        _system.Dispose();
        _owner.Dispose();
        _superuser.Dispose();
    }

    private static TimeSpan? Ticks(int? ticks) => ticks is { } some ? TimeSpan.FromHours(some) : null;

}

/// <summary>What the database has of a job: one row wherever it is, and one, 20 or 21, for a key that it has for ever or for a time.</summary>
internal sealed record Row(Guid Id, int State, Guid? Worker, int Attempt, int Crashes, bool IsCancelling);
