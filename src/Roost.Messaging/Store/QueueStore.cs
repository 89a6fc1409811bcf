using Microsoft.Extensions.Options;
using Npgsql;
using Roost.Postgres.Connections;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Store;

/// <summary>What keeps queues going, as the system role.</summary>
internal sealed class QueueStore(DataSources sources, IOptions<MessagingOptions> options)
{
    private const int Most = 1000;
    private const int MostKeys = 10_000;
    private const string Promote = "SELECT job_queue FROM roost.job_promote($1)";
    private const string NextDue = "SELECT min(run_at) - clock_timestamp() FROM roost.job WHERE state = 0";
    private const string ForgetKeys =
        """
        DELETE FROM roost.job_unique WHERE ctid = ANY (ARRAY (
            SELECT u.ctid FROM roost.job_unique u WHERE u.until < now() AND u.until <> 'infinity' ORDER BY u.until LIMIT $1 FOR UPDATE SKIP LOCKED))
        """;

    // By ix_job_suspect, one entry a queue. What waits in a paused queue waits for people.
    private const string Suspects =
        """
        SELECT q, s.kind, s.age FROM unnest($1) q CROSS JOIN LATERAL (
            SELECT j.kind, clock_timestamp() - j.run_at AS age FROM roost.job j WHERE j.queue = q AND j.state = 5 ORDER BY j.queue, j.run_at, j.seq LIMIT 1) s
        WHERE NOT EXISTS (SELECT FROM roost.job_queue p WHERE p.queue = q AND p.paused_at IS NOT NULL)
        """;

    private const string Rescue = "SELECT job_queue, job_kind, job_id, cause FROM roost.job_rescue($1, $2, $3)";

    /// <summary>Makes jobs ready whose time has come.</summary>
    /// <returns>Their queues.</returns>
    public async Task<IReadOnlyList<string>> PromoteAsync(CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Promote);
        command.With([Of(Most)]);
        return await command.ReadAsync(static reader => reader.GetString(0), cancellationToken);
    }

    /// <summary>How long it is until the next job's time comes, less than nothing if it is over; <see langword="null"/> if there is none.</summary>
    public async Task<TimeSpan?> NextDueAsync(CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(NextDue);
        return await command.ExecuteScalarAsync(cancellationToken) as TimeSpan?;
    }

    /// <summary>Gives the jobs of workers that are dead to others, if this one is in a position to judge.</summary>
    /// <returns>The jobs, and of those that became dead letters the reason.</returns>
    public async Task<IReadOnlyList<RescuedJob>> RescueAsync(Guid worker, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Rescue);
        command.With([Of(worker), Of(options.Value.WorkerTimeout), Of(Most)]);
        return await command.ReadAsync(static reader => new RescuedJob(reader.GetString(0), reader.GetString(1), reader.GetGuid(2), reader.IsDBNull(3) ? null : reader.GetString(3)), cancellationToken);
    }

    /// <summary>The oldest suspect of each queue that is not paused: its kind, and how long it has waited.</summary>
    public async Task<IReadOnlyDictionary<string, (string Kind, TimeSpan Age)>> SuspectsAsync(string[] queues, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(Suspects);
        command.With([Of(queues)]);
        return (await command.ReadAsync(static reader => (Queue: reader.GetString(0), Kind: reader.GetString(1), Age: reader.GetTimeSpan(2)), cancellationToken))
            .ToDictionary(suspect => suspect.Queue, suspect => (suspect.Kind, suspect.Age), StringComparer.Ordinal);
    }

    /// <summary>Counts jobs by queue and state, as far as <paramref name="most"/>; of a queue that is paused it says so with -1, and with -2 that it has counted. Nothing, unless the worker is the eldest.</summary>
    public async Task<IReadOnlyList<(string Queue, short State, long Jobs)>> CountAsync(Guid worker, int most, CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand("SELECT job_queue, job_state, jobs FROM roost.job_census($1, $2)");
        command.With([Of(worker), Of(most)]);
        return await command.ReadAsync(static reader => (reader.GetString(0), reader.GetInt16(1), reader.GetInt64(2)), cancellationToken);
    }

    /// <summary>Makes the partitions of the days to come, drops those that are older than is to be kept, and forgets unique keys, rates and progress whose time is over.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        await using var partitions = sources.System.CreateCommand("SELECT roost.job_keep_partitions($1)");
        partitions.With([Of(options.Value.Keep)]);
        await partitions.ExecuteNonQueryAsync(cancellationToken);
        while (await ForgetKeysAsync(cancellationToken) == MostKeys)
        {
        }

        // By ix_job_progress_reported_at; there are as many rates as tenants or keys had jobs of late.
        await using var old = sources.System.CreateBatch();
        old.BatchCommands.Add(new("DELETE FROM roost.job_rate WHERE ends_at < now() - interval '1 hour'"));
        old.BatchCommands.Add(new("DELETE FROM roost.job_progress WHERE reported_at < now() - $1") { Parameters = { new NpgsqlParameter<TimeSpan> { TypedValue = options.Value.Keep } } });
        await old.ExecuteNonQueryAsync(cancellationToken);
    }

    // By ix_job_unique_until, waiting for nobody: whoever adds jobs takes keys in another order.
    private async Task<int> ForgetKeysAsync(CancellationToken cancellationToken)
    {
        await using var command = sources.System.CreateCommand(ForgetKeys);
        command.With([Of(MostKeys)]);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>A job of a worker that is dead, or that did not look after it any more.</summary>
/// <param name="Queue">Its queue.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="DiedOf">Why it is a dead letter; <see langword="null"/> if others have it now.</param>
internal sealed record RescuedJob(string Queue, string Kind, Guid Id, string? DiedOf);
