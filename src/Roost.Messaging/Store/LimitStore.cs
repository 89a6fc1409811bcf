using Npgsql;
using NpgsqlTypes;
using Roost.Messaging.Declaration;
using Roost.Postgres.Connections;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Store;

/// <summary>What is held and let go, as the system role.</summary>
internal sealed class LimitStore(DataSources sources)
{
    private const int Most = 1000;
    private const int MostMarked = 10_000;

    /// <summary>Writes down what the image declares of kinds and queues where no migration has, and applies what is new.</summary>
    public async Task EnterAsync(IEnumerable<JobFact> jobs, IEnumerable<QueueFact> queues, CancellationToken cancellationToken)
    {
        foreach (var job in jobs.Where(job => job.Limits is not null))
        {
            await EnterAsync(job, job.Limits!, cancellationToken);
        }

        foreach (var queue in queues)
        {
            await using var command = sources.System.CreateCommand("SELECT roost.job_queue_enter($1, $2, $3, $4)");
            command.With([Of(queue.Queue), Int(queue.Running), Int(queue.Rate?.Jobs), Interval(queue.Rate?.Period)]);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await ApplyAsync(cancellationToken);
    }

    /// <summary>Applies limits that are new to the jobs that are there, a part at a time: there may be millions. Those that somebody has locked at this moment are left for the next call.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        await using var changed = sources.System.CreateCommand("SELECT kind FROM roost.job_limit WHERE is_new");
        var kinds = (await changed.ReadAsync(static reader => reader.GetString(0), cancellationToken)).ToArray();
        if (kinds.Length == 0)
        {
            return;
        }

        var busy = 0L;
        for (Guid? last = Guid.Empty; last is not null;)
        {
            await using var mark = sources.System.CreateCommand("SELECT last, busy FROM roost.job_limit_mark($1, $2, $3)");
            mark.With([Of(kinds), Of(last.Value), Of(MostMarked)]);
            var part = (await mark.ReadAsync(static reader => (Last: reader.IsDBNull(0) ? null : (Guid?)reader.GetGuid(0), Busy: reader.GetInt64(1)), cancellationToken)).Single();
            busy += part.Busy;
            last = part.Last;
        }

        if (busy == 0)
        {
            await using var marked = sources.System.CreateCommand("SELECT roost.job_limit_marked($1)");
            marked.With([Of(kinds)]);
            await marked.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Makes held jobs ready where there is room.</summary>
    /// <returns>Their queues, and how long it is until a rate lets the next go.</returns>
    public async Task<(IReadOnlyList<string> Queues, TimeSpan? NextIn)> AdmitAsync(CancellationToken cancellationToken)
    {
        var queues = new HashSet<string>(StringComparer.Ordinal);
        TimeSpan? soonest = null;
        await using var kinds = sources.System.CreateCommand("SELECT roost.job_admission_kinds()");
        foreach (var kind in await kinds.ReadAsync(static reader => reader.GetString(0), cancellationToken))
        {
            await using var command = sources.System.CreateCommand("SELECT job_queue, min(next_in) FROM roost.job_admit_kind($1, $2) GROUP BY job_queue");
            command.With([Of(kind), Of(Most)]);
            foreach (var (queue, nextIn) in await command.ReadAsync(ReadAdmitted, cancellationToken))
            {
                if (queue is not null)
                {
                    queues.Add(queue);
                }

                soonest = soonest is null || nextIn < soonest ? nextIn ?? soonest : soonest;
            }
        }

        return ([.. queues], soonest);
    }

    /// <summary>Lets parents go whose children are over.</summary>
    /// <returns>Their queues.</returns>
    public async Task<IReadOnlyList<string>> ReleaseAsync(CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand("SELECT job_queue FROM roost.job_release($1)");
        command.With([Of(Most)]);
        return await command.ReadAsync(static reader => reader.GetString(0), cancellationToken);
    }

    private static (string? Queue, TimeSpan? NextIn) ReadAdmitted(NpgsqlDataReader reader) =>
        (reader.IsDBNull(0) ? null : reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetTimeSpan(1));

    private async Task EnterAsync(JobFact job, JobLimits limits, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand("SELECT roost.job_limit_enter($1, $2, $3, $4, $5, $6, $7, $8)");
        command.With(
        [
            Of(job.Kind), Of(limits.IsInOrder), Int(limits.Running), Int(limits.RunningPerTenant), Int(limits.RunningPerKey),
            Int(limits.Rate?.Jobs), Interval(limits.Rate?.Period), Of((short)(limits.Rate?.Scope ?? RateScope.Kind)),
        ]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter<int?> Int(int? value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Integer };

    private static NpgsqlParameter<TimeSpan?> Interval(TimeSpan? value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Interval };
}
