using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Roost.Messaging.Adding;
using Roost.Messaging.Jobs;
using Roost.Messaging.Store;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Steering;

/// <summary>What operators see: all tenants' jobs, as the system role. However many jobs there are, a look costs no more than some tens of milliseconds.</summary>
public sealed class JobViews
{
    /// <summary>How many jobs a part of a list has at most.</summary>
    public const int MaxLimit = 200;

    /// <summary>How far jobs are counted.</summary>
    public const int CountedTo = 10_000;

    // What one look steps over at most.
    private const int LooksAt = 10_000;
    private const short DeadState = 9;

    private const string List = "SELECT * FROM roost.job_list($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    private const string DeadList = "SELECT * FROM roost.job_dead_list($1, $2, $3, $4, $5, $6, $7)";
    private const string View = "SELECT * FROM roost.job_view($1)";
    private const string Queues = "SELECT queue, paused_at, max_running, rate_count, rate_period FROM roost.job_queue ORDER BY queue LIMIT 1000";

    // What runs first comes first.
    private static readonly JobState[] Order = [JobState.Running, JobState.Suspect, JobState.Ready, JobState.Held, JobState.Waiting, JobState.Scheduled];
    private readonly Func<NpgsqlDataSource> _system;

    /// <summary>Looks with a connection of the system role's.</summary>
    /// <param name="system">The system role's connections. Whoever made them ends them.</param>
    public JobViews(NpgsqlDataSource system)
        : this(() => system)
    {
    }

    internal JobViews(Func<NpgsqlDataSource> system) => _system = system;

    /// <summary>Whether a text is where a list goes on.</summary>
    public static bool IsCursor(string text) => ListCursor.TryRead(text, out _);

    /// <summary>
    /// Lists live jobs: those that run, then suspects, then those that are ready, held, waiting and scheduled, each in the order in which they will go. With
    /// <see cref="JobState.Dead"/>, dead letters, the newest first. What is done or cancelled is in no list.
    /// </summary>
    /// <param name="state">The state that they are in; all live ones by default.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="cursor">Where to go on, as <see cref="JobSlice.Next"/> says.</param>
    /// <param name="limit">How many at most: 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="ArgumentException">The cursor is none, or jobs of this state are in no list.</exception>
    public async Task<JobSlice> ListAsync(JobState? state, JobFilter filter, string? cursor, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        ListCursor? from = null;
        if (cursor is not null && !ListCursor.TryRead(cursor, out from))
        {
            throw new ArgumentException("This is no cursor of a list of jobs.", nameof(cursor));
        }

        if (state == JobState.Dead)
        {
            return await ListDeadAsync(filter, from, limit, cancellationToken);
        }

        short[] states = [.. (state is { } one ? [one] : Order).Select(Number)];
        var at = from is null ? 0 : Math.Max(0, Array.IndexOf(states, from.State));
        from ??= ListCursor.Before(states[0]);
        var found = new List<JobSummary>();
        for (var looks = 0; at < states.Length && looks < Order.Length; at++, looks++)
        {
            from = from.State == states[at] ? from : ListCursor.Before(states[at]);
            var (items, next) = await LookAsync(from, filter, limit - found.Count, cancellationToken);
            found.AddRange(items);
            if (next is not null)
            {
                return new(found, next.Encode());
            }

            if (found.Count == limit && at + 1 < states.Length)
            {
                return new(found, ListCursor.Before(states[at + 1]).Encode());
            }
        }

        return new(found, null);
    }

    /// <summary>Shows one job, live or over; what is done or cancelled is known for as long as the configuration keeps it.</summary>
    /// <returns><see langword="null"/> if there is none.</returns>
    public async Task<JobDetails?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var command = _system().CreateCommand(View);
        command.With([Of(id)]);
        return (await command.ReadAsync(reader => JobRow.Details(id, reader), cancellationToken)).FirstOrDefault();
    }

    /// <summary>Shows all queues that have something in them, are paused or have limits.</summary>
    public async Task<IReadOnlyList<QueueOverview>> QueuesAsync(CancellationToken cancellationToken = default)
    {
        await using var known = _system().CreateCommand(Queues);
        var said = (await known.ReadAsync(JobRow.Queue, cancellationToken)).ToDictionary(queue => queue.Queue, StringComparer.Ordinal);
        await using var counting = _system().CreateCommand("SELECT job_queue, job_state, jobs FROM roost.job_counts($1)");
        counting.With([Of(CountedTo)]);
        var counts = await counting.ReadAsync(static reader => (Queue: reader.GetString(0), State: reader.GetInt16(1), Jobs: reader.GetInt64(2)), cancellationToken);
        string[] names = [.. counts.Select(count => count.Queue).Concat(said.Keys).Distinct().Order(StringComparer.Ordinal)];
        await using var aging = _system().CreateCommand("SELECT job_queue, oldest FROM roost.job_ages($1)");
        aging.With([Of(names)]);
        var ages = (await aging.ReadAsync(static reader => (Queue: reader.GetString(0), Age: reader.IsDBNull(1) ? (TimeSpan?)null : reader.GetTimeSpan(1)), cancellationToken))
            .ToDictionary(age => age.Queue, age => age.Age, StringComparer.Ordinal);
        // But for ready ones, a look goes over all queues: if it was cut off, each may have more.
        var cut = counts.Where(count => count.State != 1).GroupBy(count => count.State).Where(state => state.Sum(count => count.Jobs) > CountedTo).Select(state => state.Key).ToHashSet();
        return [.. names.Select(name => said.GetValueOrDefault(name, new() { Queue = name }) with
        {
            OldestReady = ages.GetValueOrDefault(name),
            Ready = Count(name, 1),
            Running = Count(name, 2),
            Scheduled = Count(name, 0),
            Held = Count(name, 3),
            Waiting = Count(name, 4),
            Suspect = Count(name, 5),
            Dead = Count(name, DeadState),
        })];

        JobCount Count(string queue, short state)
        {
            var jobs = counts.FirstOrDefault(count => count.State == state && count.Queue == queue).Jobs;
            return new(Math.Min(jobs, CountedTo), jobs > CountedTo || cut.Contains(state));
        }
    }

    private static short Number(JobState state) => state switch
    {
        JobState.Scheduled => 0,
        JobState.Ready => 1,
        JobState.Running or JobState.Cancelling => 2,
        JobState.Held => 3,
        JobState.Waiting => 4,
        JobState.Suspect => 5,
        _ => throw new ArgumentException("What is done or cancelled is in no list: ask for it by its id.", nameof(state)),
    };

    private async Task<(IReadOnlyList<JobSummary> Items, ListCursor? Next)> LookAsync(ListCursor from, JobFilter filter, int limit, CancellationToken cancellationToken)
    {
        await using var command = _system().CreateCommand(List);
        command.With(
        [
            Of(from.State), Text(filter.Queue), Text(filter.Kind), Uuid(filter.Tenant), Of(from.Queue), Of(from.Kind), Of(from.Priority), Of(from.Tenant), Of(from.Key),
            Time(from.At), Of(from.Seq), Of(limit), Of(LooksAt),
        ]);
        return Cut(await command.ReadAsync(JobRow.Live, cancellationToken), limit);
    }

    private async Task<JobSlice> ListDeadAsync(JobFilter filter, ListCursor? from, int limit, CancellationToken cancellationToken)
    {
        await using var command = _system().CreateCommand(DeadList);
        command.With([Text(filter.Queue), Text(filter.Kind), Uuid(filter.Tenant), Time(from?.At), Of(from?.Id ?? Guid.Empty), Of(limit), Of(LooksAt)]);
        var (items, next) = Cut(await command.ReadAsync(JobRow.Dead, cancellationToken), limit);
        return new(items, next?.Encode());
    }

    /// <summary>A full part may have another behind it; so may one whose look ended early, which its last row says.</summary>
    private static (IReadOnlyList<JobSummary> Items, ListCursor? Next) Cut(IReadOnlyList<ListedJob> rows, int limit)
    {
        var matches = rows.Where(row => row.IsMatch).ToList();
        var last = matches.Count == limit ? matches[^1] : rows.FirstOrDefault(row => !row.IsMatch);
        return ([.. matches.Select(row => row.Job)], last?.Place);
    }

    private static NpgsqlParameter<string?> Text(string? value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter<Guid?> Uuid(Guid? value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static NpgsqlParameter<DateTime?> Time(DateTime? value) => new() { TypedValue = value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
