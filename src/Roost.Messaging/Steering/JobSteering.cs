using Npgsql;
using NpgsqlTypes;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;
using static Roost.Messaging.Store.Rows;

namespace Roost.Messaging.Steering;

/// <summary>What operators do to all tenants' jobs, as the system role. All can be repeated: what is done already is not there any more to be done.</summary>
public sealed class JobSteering
{
    /// <summary>How many dead letters are tried again at once, at most.</summary>
    public const int MaxReplays = 1000;

    private const string Unknown = "!unknown";
    private const string Taken = "!taken";
    private readonly Func<NpgsqlDataSource> _system;
    private readonly OperatorSignals _signals;

    /// <summary>Steers with a connection of the system role's, and wakes workers by a notification.</summary>
    /// <param name="system">The system role's connections. Whoever made them ends them.</param>
    public JobSteering(NpgsqlDataSource system)
        : this(() => system, null)
    {
    }

    internal JobSteering(Func<NpgsqlDataSource> system, Action<IReadOnlyCollection<string>>? wake)
    {
        _system = system;
        _signals = new(system, wake);
    }

    /// <summary>Lets a job that waits for its time go now, and a dead letter begin anew.</summary>
    public async Task<SteeringResult> RetryAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var outcome = await AskAsync<string>("SELECT roost.job_retry_now($1)", [Of(id)], cancellationToken);
        if (outcome is Unknown or Taken)
        {
            return outcome == Taken ? SteeringResult.KeyTaken : SteeringResult.NotFound;
        }

        await _signals.WakeAsync([outcome, Signals.Admit], cancellationToken);
        return SteeringResult.Done;
    }

    /// <summary>Lets dead letters begin anew, the oldest first.</summary>
    /// <param name="filter">Which of them.</param>
    /// <param name="until">
    /// Those that have died by then; by now, if it is left out. Whoever repeats this says what the first answer said, and does not meet those again that have died of it.
    /// </param>
    /// <param name="most">How many at most: 1 to <see cref="MaxReplays"/>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<ReplayResult> ReplayAsync(JobFilter filter, DateTimeOffset? until, int most, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, MaxReplays);
        await using var command = _system().CreateCommand("SELECT outcome, died_until FROM roost.job_replay_all($1, $2, $3, $4, $5)");
        command.With(
        [
            new NpgsqlParameter<string?> { TypedValue = filter.Queue, NpgsqlDbType = NpgsqlDbType.Text }, new NpgsqlParameter<string?> { TypedValue = filter.Kind, NpgsqlDbType = NpgsqlDbType.Text },
            new NpgsqlParameter<Guid?> { TypedValue = filter.Tenant, NpgsqlDbType = NpgsqlDbType.Uuid }, new NpgsqlParameter<DateTime?> { TypedValue = until?.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz }, Of(most),
        ]);
        var letters = await command.ReadAsync(static reader => (Outcome: reader.GetString(0), Until: reader.GetFieldValue<DateTimeOffset>(1)), cancellationToken);
        var outcomes = letters.Select(letter => letter.Outcome).ToList();
        string[] queues = [.. outcomes.Where(outcome => outcome is not (Unknown or Taken))];
        if (queues.Length > 0)
        {
            await _signals.WakeAsync([.. queues.Distinct(), Signals.Admit], cancellationToken);
        }

        return new(queues.Length, outcomes.Count(outcome => outcome == Taken), outcomes.Count == most, letters.Count > 0 ? letters[0].Until : null);
    }

    /// <summary>Throws a dead letter away for good.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DiscardAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var isGone = await AskAsync<bool>("SELECT roost.job_discard($1)", [Of(id)], cancellationToken);
        if (isGone)
        {
            // It may have stood in the way of those that go in order.
            await _signals.WakeAsync([Signals.Admit], cancellationToken);
        }

        return isGone;
    }

    /// <summary>
    /// Cancels a job. One that has not begun is over at once, with the children it waits for; the handler of one that runs has its token cancelled within a
    /// heartbeat, and may still succeed.
    /// </summary>
    public async Task<SteeringResult> CancelAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var outcome = await AskAsync<string>("SELECT roost.job_cancel($1)", [Of(id)], cancellationToken);
        if (outcome == "unknown")
        {
            return SteeringResult.NotFound;
        }

        // A parent's children may run.
        await _signals.WakeAsync([Signals.Cancel, Signals.Admit], cancellationToken);
        return outcome == "asked" ? SteeringResult.Asked : SteeringResult.Done;
    }

    /// <summary>Lets no job of a queue begin any more, on any host, until it is resumed. Those that run go on.</summary>
    public Task PauseAsync(string queue, CancellationToken cancellationToken = default) =>
        AskAsync<object>("SELECT roost.job_pause($1)", [Of(queue)], cancellationToken);

    /// <summary>Lets the jobs of a queue begin again.</summary>
    /// <returns>Whether it was paused.</returns>
    public async Task<bool> ResumeAsync(string queue, CancellationToken cancellationToken = default)
    {
        var wasPaused = await AskAsync<bool>("SELECT roost.job_resume($1)", [Of(queue)], cancellationToken);
        if (wasPaused)
        {
            await _signals.WakeAsync([queue], cancellationToken);
        }

        return wasPaused;
    }

    private async Task<T> AskAsync<T>(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var command = _system().CreateCommand(sql);
        command.With(parameters);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
