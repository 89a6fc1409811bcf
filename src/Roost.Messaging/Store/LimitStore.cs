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

    /// <summary>Writes down what the image declares of kinds and queues.</summary>
    public async Task SetAsync(IReadOnlyCollection<JobFact> jobs, IReadOnlyCollection<QueueFact> queues, CancellationToken cancellationToken)
    {
        foreach (var job in jobs.Where(job => job.Limits is not null))
        {
            await SetAsync(job, job.Limits!, cancellationToken);
        }

        await using var none = sources.System.CreateCommand("SELECT roost.job_limit_clear($1)");
        none.With([Of(jobs.Where(job => job.Limits is null).Select(job => job.Kind).ToArray())]);
        await none.ExecuteNonQueryAsync(cancellationToken);
        foreach (var queue in queues)
        {
            await SetAsync(queue, cancellationToken);
        }
    }

    /// <summary>Makes held jobs ready where there is room.</summary>
    /// <returns>Their queues, and how long it is until a rate lets the next go.</returns>
    public async Task<(IReadOnlyList<string> Queues, TimeSpan? NextIn)> AdmitAsync(CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand("SELECT job_queue, min(next_in) FROM roost.job_admit($1) GROUP BY job_queue");
        command.With([Of(Most)]);
        var rows = await command.ReadAsync(
            static reader => (Queue: reader.IsDBNull(0) ? null : reader.GetString(0), NextIn: reader.IsDBNull(1) ? (TimeSpan?)null : reader.GetTimeSpan(1)), cancellationToken);
        return ([.. rows.Select(row => row.Queue).OfType<string>()], rows.Min(row => row.NextIn));
    }

    /// <summary>Lets parents go whose children are over.</summary>
    /// <returns>Their queues.</returns>
    public async Task<IReadOnlyList<string>> ReleaseAsync(CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand("SELECT job_queue FROM roost.job_release($1)");
        command.With([Of(Most)]);
        return await command.ReadAsync(static reader => reader.GetString(0), cancellationToken);
    }

    private async Task SetAsync(JobFact job, JobLimits limits, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand("SELECT roost.job_limit_set($1, $2, $3, $4, $5, $6, $7, $8, $9)");
        command.With(
        [
            Of(job.Kind), Of(job.Priority), Of(limits.IsInOrder), Int(limits.Running), Int(limits.RunningPerTenant), Int(limits.RunningPerKey),
            Int(limits.Rate?.Jobs), Interval(limits.Rate?.Period), Of((short)(limits.Rate?.Scope ?? RateScope.Kind)),
        ]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task SetAsync(QueueFact queue, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand("SELECT roost.job_queue_set($1, $2, $3, $4)");
        command.With([Of(queue.Queue), Int(queue.Running), Int(queue.Rate?.Jobs), Interval(queue.Rate?.Period)]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter<int?> Int(int? value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Integer };

    private static NpgsqlParameter<TimeSpan?> Interval(TimeSpan? value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Interval };
}
